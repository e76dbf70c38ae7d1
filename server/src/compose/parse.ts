import { dirname } from "../base/path.ts";
import type { Variables } from "./interpolate.ts";
import { interpolateTree } from "./interpolate-tree.ts";
import type { ComposeFile, Dependency, FileGrant, Service } from "./model.ts";
import { build } from "./parse-build.ts";
import { override } from "./parse-command.ts";
import { fileDefinition, networkDefinition, volumeDefinition } from "./parse-definitions.ts";
import { assignments, envFiles } from "./parse-environment.ts";
import { mount, tmpfs } from "./parse-mount.ts";
import { options } from "./parse-options.ts";
import { readYaml } from "./read-yaml.ts";
import {
  type Entry,
  entries,
  flag,
  get,
  items,
  type Node,
  scalar,
  scalars,
  spanOf,
} from "./tree.ts";

/** Larger files are no compose files that somebody edits: nothing of them is read. */
const maxLength = 1_000_000;

/** Never fails: what cannot be parsed is not in the model. */
export function parseCompose(file: string, text: string, variables: Variables): ComposeFile {
  // What a generator has still to fill in is no YAML yet.
  const readable = text.length <= maxLength && !text.includes("{%");
  const [raw] = readable ? readYaml(file, text) : [];
  const root = raw && interpolateTree(raw, variables, dirname(file));
  return {
    file,
    text,
    name: scalar(get(root, "name")),
    services: entries(get(root, "services")).flatMap((entry) => service(entry, text)),
    volumes: definitions(root, "volumes", volumeDefinition),
    networks: definitions(root, "networks", networkDefinition),
    configs: definitions(root, "configs", fileDefinition),
    secrets: definitions(root, "secrets", fileDefinition),
    partial: get(root, "include") !== undefined,
    activeProfiles: variables("COMPOSE_PROFILES")?.split(",") ?? [],
  };
}

function definitions<T>(
  root: Node | undefined,
  kind: string,
  definition: (entry: Entry) => T,
): ReadonlyMap<string, T> {
  return new Map(entries(get(root, kind)).map((entry) => [entry.key.text, definition(entry)]));
}

function service({ key: name, value: body }: Entry, source: string): Service[] {
  if (body.kind !== "map" || name.text === "") return [];
  return [
    {
      name,
      span: { file: name.file, start: name.start, end: body.end },
      image: scalar(get(body, "image")),
      build: build(get(body, "build")),
      entrypoint: override(get(body, "entrypoint"), source),
      command: override(get(body, "command"), source),
      workingDir: scalar(get(body, "working_dir")),
      user: scalar(get(body, "user")),
      environment: assignments(get(body, "environment")),
      environmentComplete: get(body, "env_file") === undefined,
      mounts: [
        ...items(get(body, "volumes")).flatMap((item) => mount(item) ?? []),
        ...tmpfs(get(body, "tmpfs")),
      ],
      volumesFrom: scalars(get(body, "volumes_from")),
      configs: grants(get(body, "configs")),
      secrets: grants(get(body, "secrets")),
      platform: scalar(get(body, "platform")),
      envFiles: envFiles(get(body, "env_file")),
      dependsOn: dependencies(get(body, "depends_on")),
      profiles: scalars(get(body, "profiles")),
      healthcheck: healthcheck(get(body, "healthcheck")),
      healthcheckTest: override(get(get(body, "healthcheck"), "test"), source),
      options: options(body),
      body,
      partial: ["extends", "volumes_from", "configs", "secrets", "runtime"].some(
        (key) => get(body, key) !== undefined,
      ),
    },
  ];
}

/** A list of names, or a map from names to conditions. */
function dependencies(node: Node | undefined): Dependency[] {
  const short = items(node).flatMap(({ item }) => {
    const service = scalar(item);
    return service ? [{ service, condition: "service_started", required: true }] : [];
  });
  const long = entries(node).map(({ key, value }) => {
    const condition = scalar(get(value, "condition"))?.text ?? "service_started";
    return { service: key, condition, required: flag(get(value, "required")) !== false };
  });
  return [...short, ...long];
}

/** Configs or secrets: a list of names, or of `{ source, target }`. */
function grants(node: Node | undefined): FileGrant[] {
  return items(node).flatMap(({ item }) => {
    const source = scalar(item.kind === "scalar" ? item : get(item, "source"));
    return source ? [{ source, target: scalar(get(item, "target")), span: spanOf(item) }] : [];
  });
}

function healthcheck(node: Node | undefined): Service["healthcheck"] {
  if (!node) return undefined;
  if (flag(get(node, "disable")) === true) return "disabled";
  const [first] = items(get(node, "test"));
  return scalar(first?.item)?.text === "NONE" ? "disabled" : "own";
}
