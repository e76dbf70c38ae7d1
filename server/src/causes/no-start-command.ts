import { basename, normalize } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import type { Service } from "../compose/model.ts";
import { commandSpan, commandText } from "../dockerfile/arguments.ts";
import type { Command, Instruction } from "../dockerfile/model.ts";
import type { Image } from "../image/image.ts";
import { aloneOf } from "../launch/alone.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { hasTerminal, purposeOf } from "../project/purpose.ts";
import { lastCommand, passesOn, startScript } from "../project/script.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import { refusal } from "./words.ts";

export const noStartCommand = defineCause({
  id: "no-start-command",
  title: "Nothing says what to start",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction = predictionFor(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const known = containerOf(evidence, project);
    const prediction = known && predictionFor(known);
    const { container, image } = evidence;
    const isEmpty = container?.argv.length === 0;
    // crun looks for a program without a name.
    const refused = refusal(
      evidence,
      isEmpty ? /no command specified|cannot find `` in \$PATH/i : /no command specified/i,
    );
    if (refused) {
      yield {
        ...prediction,
        certainty: "certain",
        message:
          prediction?.message ??
          `"${evidence.target.name}" has neither an entrypoint nor a command: there is nothing to start`,
        quotes: [refused],
      };
      return;
    }
    if (container?.status !== "exited" || container.error) return;
    if ((container.command ?? []).length > 0) return;
    const quotes = [
      { probe: "inspect", text: `Config.Entrypoint = ${JSON.stringify(container.entrypoint)}` },
      { probe: "inspect", text: `Config.Cmd = ${JSON.stringify(container.command ?? null)}` },
    ];
    const dropped = image?.command ?? [];
    const replaced = container.entrypoint?.join("\n") !== image?.entrypoint?.join("\n");
    if (prediction) yield { ...prediction, certainty: "certain", quotes };
    else if (dropped.length > 0 && container.entrypoint && replaced) {
      yield {
        certainty: "likely",
        message: `the container has an entrypoint of its own, ${container.entrypoint.join(" ")}, and that drops the CMD of the image: ${dropped.join(" ")}`,
        quotes,
      };
    }
  },
});

function predictionFor(container: Container): Prediction | undefined {
  const { entrypoint, command } = container;
  if (entrypoint.kind === "unset" && command.kind === "unset") return nothing(container);
  return entrypoint.kind === "set" && command.kind === "unset" ? unfed(container) : undefined;
}

/** Neither an entrypoint nor a command, anywhere. */
function nothing(container: Container): Prediction | undefined {
  const { service, image, name } = container;
  const purpose = purposeOf(container);
  const cleared = service?.entrypoint?.words ? service.entrypoint : undefined;
  const own = image && clearing(image);
  const at = cleared ?? own?.span ?? image?.stage.instructions.at(-1)?.span ?? service?.image;
  if (!at || (service && purpose === undefined)) return undefined;
  // Whoever takes the entrypoint away gives a command at the start.
  if (!service && image && clears(image, "ENTRYPOINT")) return undefined;
  if (!purpose && !own && !(image && holdsOneProgram(image))) return undefined;
  const sure = purpose === "service" && !(image && service && isOnlyBuilt(image, service));
  return {
    at,
    certainty: sure ? "certain" : own?.kind === "CMD" ? "likely" : "possible",
    message: `${service ? `"${name}"` : "this image"} has neither an entrypoint nor a command: no command specified`,
    containers: [container],
    fixes: image && !cleared && !own ? programFix(image) : [],
  };
}

/** A service that says nothing of how it runs, of an image made of files alone: one to build and to take files from. */
function isOnlyBuilt({ stage }: Image, { body }: Service): boolean {
  const said = body.entries.map(({ key }) => key.text);
  return stage.base.text === "scratch" && said.every((key) => /^(build|image|platform)$/.test(key));
}

/** The line that takes away the command of the images below. Who clears the entrypoint, too, means it. */
function clearing(image: Image): Instruction | undefined {
  return clears(image, "ENTRYPOINT") ? undefined : clears(image, "CMD");
}

function clears({ stage }: Image, kind: "CMD" | "ENTRYPOINT"): Instruction | undefined {
  return stage.instructions.findLast(
    (one) => one.kind === kind && one.command.form === "exec" && one.command.words.length === 0,
  );
}

/**
 * An image of one program that nothing starts is as often one to copy that program from: only the
 * Dockerfile that is the project's own says that it is to be run, and not for sure.
 */
function holdsOneProgram(image: Image): boolean {
  const { dockerfile, stage } = image;
  return (
    basename(dockerfile.file) === "Dockerfile" &&
    stage.name === undefined &&
    stage.index === dockerfile.stages.length - 1 &&
    programPath(image) !== undefined
  );
}

/** Where the only file of an image lies, if its name is that of a program. */
function programPath({ stage, config }: Image): string | undefined {
  const copies = stage.instructions.flatMap((one) => (one.kind === "COPY" ? [one] : []));
  const [copy, more] = copies;
  const to = copy?.destination?.text;
  if (!to || more || copy.sources.length !== 1 || /[$*]|\/\.?$/.test(to)) return undefined;
  const path = to.startsWith("/") ? to : `${config.workdir ?? ""}/${to}`;
  return /^[\w-]+$/.test(basename(path)) ? normalize(path) : undefined;
}

function programFix(image: Image): Fix[] {
  const path = programPath(image);
  const last = image.stage.instructions.at(-1);
  if (!path || !last) return [];
  const line = `\nENTRYPOINT ["${path}"]`;
  return [insert(image.dockerfile.file, last.span.end, line, `Start ${path}`)];
}

/** An entrypoint that starts what it is given, and is given nothing. */
function unfed(container: Container): Prediction | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  const { at } = container.start ?? {};
  if (!start || !worker || !at || at.file === "") return undefined;
  const { service } = container;
  const purpose = purposeOf(container);
  if (service && purpose === undefined) return undefined;
  const own = service?.entrypoint?.words ? "compose" : "image";
  const { command } = container.config;
  const dropped =
    own === "image" ? container.config.dropped : command.kind === "set" ? command.value : undefined;
  const alone = start.words.at(-1) === worker.word ? aloneOf(worker.word.text) : undefined;
  const wrote = dropped && commandSpan(dropped).file !== "";
  const why =
    start.unfed || waits(container)
      ? `starts the command that it is given`
      : alone === "explains its usage"
        ? `needs to be told what to do`
        : alone && wrote && !(service && hasTerminal(service))
          ? `alone has nothing to run`
          : undefined;
  if (!why || (alone && !(own === "compose" ? dropped : wrote))) return undefined;
  // Whoever tells its words apart expects them from whoever starts it.
  if (!purpose && /\$\{?1/.test(startScript(container)?.text.text ?? "")) return undefined;
  const lost = dropped
    ? `, and this entrypoint drops the CMD of the image${own === "image" ? " below" : ""}: ${commandText(dropped)}`
    : ", and no command is given";
  return {
    at,
    certainty: purpose === "service" ? "certain" : purpose || wrote ? "likely" : "possible",
    message: `${worker.word.text} ${why}${lost}`,
    containers: [container],
    related:
      dropped && wrote
        ? [{ at: commandSpan(dropped), message: "the command that is dropped" }]
        : [],
    fixes: dropped ? fixes(container, dropped, own) : [],
  };
}

function waits(container: Container): boolean {
  const script = startScript(container);
  return (
    script !== undefined &&
    script.arguments.length === 0 &&
    passesOn(script) &&
    !!lastCommand(script)
  );
}

/** The command that was dropped, said once more where it counts. */
function fixes(container: Container, dropped: Command, own: "compose" | "image"): Fix[] {
  const { image, service, composeFile, config } = container;
  const words: readonly Pick<Word, "text">[] =
    dropped.form === "exec"
      ? dropped.words
      : [...config.shell.map((text) => ({ text })), dropped.text];
  const list = `[${words.map(({ text }) => JSON.stringify(text)).join(", ")}]`;
  const title = `Start ${commandText(dropped)}`;
  if (own === "image") {
    const entrypoint = image?.stage.instructions.findLast(({ kind }) => kind === "ENTRYPOINT");
    if (!image || !entrypoint || commandSpan(dropped).file === "") return [];
    const line = `\nCMD ${dropped.form === "exec" ? list : dropped.text.text}`;
    return [insert(image.dockerfile.file, entrypoint.span.end, line, title)];
  }
  const place = service?.entrypoint;
  if (!place || !composeFile || place.file !== composeFile.file) return [];
  const before = composeFile.text.slice(0, place.start);
  const indent = /\n( +)entrypoint:\s*$/.exec(before)?.[1];
  if (indent === undefined) return [];
  const line = `\n${indent}command: ${list.replaceAll("$", "$$$$")}`;
  return [insert(place.file, place.end, line, title)];
}
