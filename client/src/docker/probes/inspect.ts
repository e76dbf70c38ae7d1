import type { ContainerInspectInfo, ImageInspectInfo } from "dockerode";
import type { ContainerEvidence, ImageEvidence } from "../../../../server/src/evidence.ts";
import { plainLines } from "../log-text.ts";
import { mountsOf } from "../mounts.ts";
import { launchOf, type Subject, variableOf, words } from "../subject.ts";

/** Of the environment only names and PATH leave this place. */
export function containerEvidence(subject: Subject): ContainerEvidence | undefined {
  const { container } = subject;
  if (!container) return undefined;
  const { State, Config, HostConfig } = container;
  const { argv, environment, path, workingDir, user } = launchOf(subject);
  const startedAt = moment(State.StartedAt);
  const finishedAt = moment(State.FinishedAt);
  const networkMode = HostConfig.NetworkMode;
  return {
    status: State.Status,
    exitCode: State.ExitCode,
    error: State.Error ?? "",
    oomKilled: State.OOMKilled,
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    restartCount: container.RestartCount ?? 0,
    argv,
    ...entrypointAndCommand(Config),
    user,
    workingDir,
    ...(path !== undefined && { path }),
    environment: environment.map((variable) => variable.replace(/=.*$/s, "")),
    ...quotedOf(environment),
    mounts: mountsOf(container),
    readOnly: HostConfig.ReadonlyRootfs ?? false,
    init: HostConfig.Init ?? false,
    tty: Config.Tty,
    ...(networkMode && { networkMode }),
    ...healthOf(container),
  };
}

/** Runs of a health check that are read, and characters of what each printed. */
const most = { runs: 3, output: 2000 };

function healthOf({ State, Config }: ContainerInspectInfo): Pick<ContainerEvidence, "health"> {
  const test = words(Config.Healthcheck?.Test);
  if (!State.Health || test.length === 0 || test[0] === "NONE") return {};
  const runs = (State.Health.Log ?? []).slice(-most.runs).map(({ ExitCode, Output }) => ({
    exitCode: ExitCode,
    output: plainLines(Output.slice(0, most.output)).join("\n"),
  }));
  return { health: { status: State.Health.Status, test, runs } };
}

export function imageEvidence({ image }: Subject): ImageEvidence | undefined {
  if (!image) return undefined;
  const { Config } = image;
  const path = variableOf(Config?.Env ?? [], "PATH");
  return {
    id: image.Id,
    tags: image.RepoTags ?? [],
    architecture: image.Architecture,
    operatingSystem: image.Os,
    ...entrypointAndCommand(Config ?? {}),
    user: Config?.User ?? "",
    workingDir: Config?.WorkingDir ?? "",
    ...(path !== undefined && { path }),
    volumes: volumesOf(image),
    ...(image.Created && { created: image.Created }),
  };
}

/** Destinations that get an anonymous volume of their own in every container. */
export function volumesOf(image: ImageInspectInfo | undefined): readonly string[] {
  const config: { readonly Volumes?: object | null } = image?.Config ?? {};
  return Object.keys(config.Volumes ?? {});
}

function entrypointAndCommand(
  config: Partial<Pick<ContainerInspectInfo["Config"], "Entrypoint" | "Cmd">>,
) {
  return {
    ...(config.Entrypoint && { entrypoint: words(config.Entrypoint) }),
    ...(config.Cmd && { command: words(config.Cmd) }),
  };
}

/** `docker run --env-file` keeps the quotes that compose takes off. */
function quotedOf(environment: readonly string[]): Pick<ContainerEvidence, "quoted"> {
  const quoted = environment.flatMap((variable) => {
    const [, name, quote] = /^([^=]+)=(["']).*\2$/s.exec(variable) ?? [];
    return name && quote ? [name] : [];
  });
  return quoted.length > 0 ? { quoted } : {};
}

/** Go writes the year 1 for what never happened. */
function moment(time: string | undefined): string | undefined {
  return time && !time.startsWith("0001-") ? time : undefined;
}
