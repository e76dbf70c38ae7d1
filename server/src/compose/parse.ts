import { environmentOfService } from "./environment.ts";
import type { Text } from "./environment-file.ts";
import { includedKey } from "./include.ts";
import { type Loading, load } from "./load.ts";
import type { ComposeFile, FileGrant, Override, Service, Value } from "./model.ts";
import { build } from "./parse-build.ts";
import { override } from "./parse-command.ts";
import { fileDefinition, networkDefinition, volumeDefinition } from "./parse-definitions.ts";
import { dependencies } from "./parse-dependencies.ts";
import { assignments, envFiles } from "./parse-environment.ts";
import { mounts } from "./parse-mount.ts";
import { options } from "./parse-options.ts";
import { watchRules } from "./parse-watch.ts";
import { projectName } from "./project-name.ts";
import {
  type Entry,
  entries,
  flag,
  get,
  items,
  type Node,
  paths,
  scalar,
  scalars,
  spanOf,
} from "./tree.ts";
import { lastOfEach } from "./unique.ts";

/** Never fails: what cannot be parsed is not in the model. */
export function parseCompose(main: Text, over: readonly Text[], loading: Loading): ComposeFile {
  const { file, text } = main;
  const { folder, variables } = loading;
  const texts = new Map([main, ...over].map((one) => [one.file, one.text]));
  const read: Loading["read"] = (path) => {
    const found = loading.read(path);
    if (typeof found !== "string") texts.set(path, found.text);
    return found;
  };
  const root = load([main, ...over], { ...loading, read });
  return {
    file,
    text,
    texts,
    folder,
    project: projectName(scalar(get(root, "name")), loading),
    services: entries(get(root, "services")).flatMap((entry) => service(entry, loading)),
    volumes: definitions(root, "volumes", volumeDefinition),
    networks: definitions(root, "networks", networkDefinition),
    configs: definitions(root, "configs", fileDefinition),
    secrets: definitions(root, "secrets", fileDefinition),
    included: paths(get(root, includedKey)).map(({ text }) => text),
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

function service({ key: name, value: body }: Entry, loading: Loading): Service[] {
  if (body.kind !== "map" || name.text === "") return [];
  const files = envFiles(get(body, "env_file"));
  const own = assignments(get(body, "environment"), loading.variables);
  return [
    {
      name,
      span: { file: name.file, start: name.start, end: body.end },
      image: scalar(get(body, "image")),
      build: build(get(body, "build"), loading.variables),
      entrypoint: override(get(body, "entrypoint")),
      command: override(get(body, "command")),
      workingDir: scalar(get(body, "working_dir")),
      user: scalar(get(body, "user")),
      ...environmentOfService(own, files, loading),
      ...mounts(body),
      volumesFrom: scalars(get(body, "volumes_from")),
      configs: grants(get(body, "configs"), ""),
      secrets: grants(get(body, "secrets"), "/run/secrets"),
      platform: scalar(get(body, "platform")),
      envFiles: files,
      dependsOn: dependencies(get(body, "depends_on")),
      profiles: scalars(get(body, "profiles")),
      healthcheck: healthcheck(get(body, "healthcheck")),
      healthcheckTest: healthcheckTest(get(get(body, "healthcheck"), "test")),
      watch: watchRules(get(body, "develop")),
      options: options(body),
      body,
      partial: get(body, "extends") !== undefined || brings(scalar(get(body, "runtime"))),
    },
  ];
}

/** Configs or secrets: a list of names, or of `{ source, target }`; each lies at its target, or in `folder`. */
function grants(node: Node | undefined, folder: string): FileGrant[] {
  const granted = items(node).flatMap(({ item }) => {
    const source = scalar(item.kind === "scalar" ? item : get(item, "source"));
    return source ? [{ source, target: scalar(get(item, "target")), span: spanOf(item) }] : [];
  });
  return lastOfEach(granted, ({ source, target }) => {
    const { text, unknown } = target ?? source;
    return unknown ? undefined : target ? text : `${folder}/${text}`;
  });
}

function healthcheck(node: Node | undefined): Service["healthcheck"] {
  if (!node) return undefined;
  if (flag(get(node, "disable")) === true) return "disabled";
  const [first] = items(get(node, "test"));
  return scalar(first?.item)?.text === "NONE" ? "disabled" : "own";
}

/** A list as it is; a string is given to a shell. */
function healthcheckTest(node: Node | undefined): Override | undefined {
  const value = scalar(node);
  if (!node || !value || value.unknown) return override(node);
  return { ...spanOf(node), words: [{ ...value, text: "CMD-SHELL" }, value] };
}

/** Runtimes such as that of a GPU put files of their own into the container. */
function brings(runtime: Value | undefined): boolean {
  return (
    runtime !== undefined && (runtime.unknown || !/^(runc|crun|runsc|youki)$/.test(runtime.text))
  );
}
