import type { ContainerInspectInfo, ImageInspectInfo } from "dockerode";
import type { Evidence, Need, Target } from "../../../server/src/evidence.ts";
import { optionSecrets, type Redact, redactor } from "../../../server/src/redact.ts";

/** The container or image that is asked about, as inspect shows it: with all its secrets. */
export interface Subject {
  readonly target: Target;
  readonly container?: ContainerInspectInfo;
  readonly image?: ImageInspectInfo;
  /** With what compose would make the container of a service that has none. */
  readonly planned?: Readonly<Record<string, unknown>>;
  /** What it wants of the engine beside its image. */
  readonly needs?: readonly Need[];
  /** `NAME=value` of what its image was built with, as far as the engine remembers. */
  readonly buildArguments?: readonly string[];
  /** Where a swarm lays configs and secrets; undefined where nobody tells. */
  readonly grants?: readonly string[];
  /** The image that a service would run, where it is not here. */
  readonly missing?: Evidence["missing"];
}

/** What is started, and as whom. */
export interface Launch {
  readonly argv: readonly string[];
  readonly environment: readonly string[];
  /** The value of PATH, if it is set. */
  readonly path: string | undefined;
  /** Empty where none is set. */
  readonly workingDir: string;
  readonly user: string;
}

export function launchOf({ container, image }: Subject): Launch {
  const config = container?.Config ?? image?.Config;
  const environment = config?.Env ?? [];
  return {
    argv: container
      ? executed(container)
      : [...words(image?.Config?.Entrypoint), ...words(image?.Config?.Cmd)],
    environment,
    path: variableOf(environment, "PATH"),
    workingDir: config?.WorkingDir ?? "",
    user: config?.User ?? "",
  };
}

/**
 * Path and Args are what the engine executes. Podman says the path once more in front of the rest, and with
 * --init names the program that it lays over the image for that.
 */
function executed({ Path, Args = [], Config }: ContainerInspectInfo): readonly string[] {
  const joined = [...words(Config.Entrypoint), ...words(Config.Cmd)];
  if (Path === "/run/podman-init") return Args.slice(Args.indexOf("--") + 1);
  if (joined.length === 0 && Path === "") return [];
  const whole = Args.length === joined.length && Args.every((word, i) => word === joined[i]);
  return whole && Args.length > 0 ? joined : [Path, ...Args];
}

/** The id of the image, and labels that keep compose from taking our container for one of its own. */
export function imageOf({ container, image }: Subject) {
  const labels = Object.keys(image?.Config?.Labels ?? {});
  const compose = labels.filter((label) => label.startsWith("com.docker.compose."));
  return {
    Image: image?.Id ?? container?.Image ?? "",
    Labels: Object.fromEntries(compose.map((label) => [label, ""])),
  };
}

/** Docker writes no words in several ways. */
export function words(value: string | readonly string[] | null | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return value ?? [];
}

export function variableOf(environment: readonly string[], name: string): string | undefined {
  const found = environment.findLast((variable) => variable.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** Masks what the environment, the build arguments and the labels of a container and its image hold of secrets. */
export function redactorOf({ target, container, image, buildArguments = [] }: Subject): Redact {
  const environment = [
    ...(container?.Config.Env ?? []),
    ...(image?.Config?.Env ?? []),
    ...buildArguments,
    ...optionSecrets(container ? executed(container) : words(image?.Config?.Cmd)),
    ...optionSecrets(words(container?.Config.Healthcheck?.Test)),
    ...assigned(container?.Config.Labels),
    ...assigned(image?.Config?.Labels),
  ];
  const { project = "", service = "", workingDir = "" } = target.compose ?? {};
  const { User = "", WorkingDir = "" } = container?.Config ?? {};
  const places = (container?.Mounts ?? []).flatMap((mount) => [mount.Destination, mount.Source]);
  return redactor(environment, [
    ...[target.name, project, service, workingDir, User, WorkingDir, container?.Path ?? ""],
    ...[variableOf(environment, "PATH") ?? "", container?.Config.Image ?? ""],
    ...(image?.RepoTags ?? []),
    ...places,
  ]);
}

function assigned(labels: Readonly<Record<string, string>> | null | undefined): readonly string[] {
  return Object.entries(labels ?? {}).map(([name, value]) => `${name}=${value}`);
}
