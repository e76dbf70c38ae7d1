import { basename, dirname } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Service } from "../compose/model.ts";
import { commandSpan } from "../dockerfile/arguments.ts";
import { aloneOf } from "../launch/alone.ts";
import { recordedArgv } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { hasTerminal, purposeOf } from "../project/purpose.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { detached } from "./detached-server.ts";

export const exitsAtOnce = defineCause({
  id: "exits-at-once",
  title: "The program finished, and nothing kept the container running",
  severity: "warning",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = detached(container) ?? idleShell(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { container } = evidence;
    if (container?.status !== "exited" || container.exitCode !== 0 || container.error) return;
    const seconds = lasted(container);
    if (seconds === undefined || seconds > 5) return;
    const quotes = [{ probe: "inspect", text: `State.ExitCode = 0 after ${seconds.toFixed(1)} s` }];
    const known = containerOf(evidence, project);
    const left = known && detached(known);
    if (left) return yield { ...left, certainty: "certain", quotes };
    const argv = recordedArgv(evidence);
    const shell = argv.length === 1 && /^(sh|bash|ash|dash)$/.test(basename(argv[0] ?? ""));
    if (!shell || container.tty) return;
    const place = known && (idleShell(known, project)?.at ?? writtenAt(known));
    yield {
      ...(place && { at: place }),
      certainty: "certain",
      message: `${argv[0]} is a shell without a terminal: it reads the end of its input and is done; give the container a command of its own, or a terminal with tty and stdin_open`,
      quotes,
    };
  },
});

/** A service that starts a bare shell or interpreter: without a terminal its input has ended. */
function idleShell(container: Container, project: Project): Prediction | undefined {
  const { service, image } = container;
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!start || !worker || start.words.at(-1) !== worker.word || worker.byShell) return undefined;
  if (aloneOf(worker.word.text) !== "reads its input" || lostItsCommand(container))
    return undefined;
  // An image by itself may be one to work in, which a person starts with a terminal.
  if (!service || purposeOf(container) !== "service" || hasTerminal(service)) return undefined;
  if (isMadeToEnd(container, project)) return undefined;
  const written = writtenAt(container);
  // One that nothing asks of may be there to be built, or to be run by hand.
  const asked = isAskedFor(service, container.composeFile?.services ?? []);
  if (!written && !asked && !service.build) return undefined;
  const from = image?.stage.base.text ?? service.image?.text;
  return {
    at: written ?? service.span,
    certainty: !asked ? "possible" : written ? "certain" : "likely",
    message: `"${container.name}" starts ${worker.word.text}${written ? "" : `, as ${from} has it`}, and has neither a command to run nor a terminal: it reads the end of its input and exits with code 0`,
    containers: [container],
  };
}

function writtenAt({ entrypoint, command }: Container): Span | undefined {
  for (const setting of [command, entrypoint]) {
    if (setting.kind !== "set") continue;
    const span = commandSpan(setting.value);
    return span.file === "" ? undefined : span;
  }
  return undefined;
}

/** It publishes ports, is to be started again, or others wait for it. */
function isAskedFor({ name, options }: Service, all: readonly Service[]): boolean {
  const restart = options.settings.get("restart")?.text ?? "no";
  return (
    options.ports.length > 0 ||
    restart !== "no" ||
    all.some(({ dependsOn }) => dependsOn.some((one) => one.service.text === name.text))
  );
}

/** It had a command, and an entrypoint dropped it: see no-start-command. */
function lostItsCommand({ service, command, config }: Container): boolean {
  if (command.kind !== "unset") return false;
  if (service?.entrypoint?.words) return config.command.kind === "set";
  return config.dropped !== undefined && commandSpan(config.dropped).file !== "";
}

/**
 * Others wait for its end, take its volumes or what its image fills them with, are built upon its image or
 * call it by name; or an editor sets its command.
 */
function isMadeToEnd({ service, composeFile }: Container, project: Project): boolean {
  if (!service || /(^|\/)\.devcontainer$/.test(dirname(composeFile?.file ?? ""))) return true;
  const name = service.name.text;
  const image = service.image?.text;
  const others = project.composeFiles.flatMap(({ services }) => services);
  const neighbours = (composeFile?.services ?? []).filter((one) => one !== service);
  return (
    neighbours.some((other) => usesImageOf(other, service) || sharesVolume(other, service)) ||
    others.some(
      ({ dependsOn, volumesFrom, build }) =>
        dependsOn.some(
          (one) => one.service.text === name && one.condition === "service_completed_successfully",
        ) ||
        volumesFrom.some(({ text }) => text.split(":")[0] === name) ||
        [...(build?.contexts.values() ?? [])].some((one) => one?.text === `service:${name}`),
    ) ||
    project.dockerfiles.some(({ stages }) => stages.some(({ base }) => base.text === image))
  );
}

/** It names an image that is built here for the other service, to start it by itself or to take files from it. */
function usesImageOf({ image, mounts, command, entrypoint }: Service, built: Service): boolean {
  const name = built.build && built.image?.text;
  if (!name) return false;
  const words = [...(command?.words ?? []), ...(entrypoint?.words ?? [])];
  return (
    image?.text === name ||
    mounts.some(({ source }) => source?.text === name) ||
    words.some(({ text }) => text.split(/\s+/).includes(name))
  );
}

/** A volume that the image of one fills is there for the other, whether the one runs or not. */
function sharesVolume({ mounts }: Service, built: Service): boolean {
  const names = built.mounts.flatMap(({ type, source }) =>
    type === "volume" && source ? [source.text] : [],
  );
  return (
    built.build !== undefined &&
    mounts.some(({ type, source }) => type === "volume" && source && names.includes(source.text))
  );
}

function lasted({ startedAt, finishedAt }: { startedAt?: string; finishedAt?: string }) {
  if (!startedAt || !finishedAt) return undefined;
  const from = Date.parse(startedAt);
  const to = Date.parse(finishedAt);
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : (to - from) / 1000;
}
