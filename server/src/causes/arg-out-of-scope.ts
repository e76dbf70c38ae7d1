import type { Span } from "../base/text.ts";
import type { Arg, Stage } from "../dockerfile/model.ts";
import type { Defect, Image } from "../image/image.ts";
import { ancestry } from "../project/ancestry.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { shellText, variablesNeeded } from "../project/shell-variables.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";

export const argOutOfScope = defineCause({
  id: "arg-out-of-scope",
  title: "An ARG is used where it is not declared, or at run time",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      for (const defect of image.defects) {
        if (defect.kind !== "argument-out-of-scope") continue;
        const started = containers.filter((container) => container.image === image);
        yield { ...inBuild(defect, image), ...(started.length > 0 && { containers: started }) };
      }
    }
    for (const container of containers) {
      for (const { prediction } of atRunTime(container)) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { container } = evidence;
    if (container?.status !== "exited" || container.exitCode === 0 || container.error) return;
    const known = containerOf(evidence, project);
    for (const { name, prediction } of known ? atRunTime(known) : []) {
      if (container.environment.includes(name)) continue;
      yield {
        ...prediction,
        certainty: "certain",
        quotes: [
          { probe: "inspect", text: `Config.Env names ${container.environment.join(", ")}` },
          { probe: "inspect", text: `argv: ${container.argv.join(" ")}` },
        ],
      };
    }
  },
});

/** COPY and WORKDIR of a stage that does not declare it. */
function inBuild(
  { word, name, declared, stage, instruction }: Defect & { kind: "argument-out-of-scope" },
  image: Image,
): Prediction {
  const where = stage
    ? `in stage "${stage.name?.text ?? stage.index}", and another stage does not see it`
    : "before FROM, where only FROM lines see it";
  const source =
    instruction.kind === "COPY" || instruction.kind === "ADD" ? instruction : undefined;
  const empty = source?.sources.includes(word) && /^"?\$\{?\w+\}?\/?"?$/.test(word.text);
  const ofStage = source?.flags.some((flag) => flag.name === "from");
  const { file, text } = image.dockerfile;
  // A declaration in another stage brings its default along, one before FROM is looked up there.
  const line = `\nARG ${stage ? text.slice(declared.start, declared.end) : name}`;
  return {
    at: word,
    certainty: "certain",
    message: `${name} is declared ${where}: here $${name} is empty${empty ? `, and ${source?.kind} takes ${ofStage ? "all that the stage holds" : "the whole build context"}` : ""}`,
    related: [{ at: declared, message: `${name} is declared here` }],
    fixes: [insert(file, image.stage.from.end, line, `Declare ${name} in this stage`)],
  };
}

interface AtRunTime {
  readonly name: string;
  readonly prediction: Prediction;
}

/** A variable that a shell expands when the container starts, and that only ARG has set. */
function* atRunTime(container: Container): Generator<AtRunTime> {
  const { image, service, environment, config } = container;
  const text = shellText(container);
  if (!image || !text || text.file === "") return;
  // An image that nobody knows may set it, and so may a file.
  if (!image.base && !config.envComplete) return;
  if (service && !service.environmentComplete) return;
  for (const name of variablesNeeded(text)) {
    if (environment.has(name) || (image.base && /_VERSION$/.test(name))) continue;
    const found = declarationOf(name, image);
    if (!found) continue;
    const value = found.arg.pairs.find((pair) => pair.name.text === name)?.value?.text;
    const given = service?.build?.args.has(name);
    // Without a default it may be meant to come from whoever starts the container.
    if (!given && (value === undefined || /^["']*$/.test(value))) continue;
    yield { name, prediction: predictionFor(name, found, text, container) };
  }
}

interface Declaration {
  readonly arg: Arg;
  /** Undefined before FROM. */
  readonly stage: Stage | undefined;
}

function declarationOf(name: string, { stage, dockerfile }: Image): Declaration | undefined {
  const names = (arg: Arg) => arg.pairs.some((pair) => pair.name.text === name);
  for (const one of ancestry(stage, dockerfile.stages)) {
    const arg = one.instructions.findLast(
      (other): other is Arg => other.kind === "ARG" && names(other),
    );
    if (arg) return { arg, stage: one };
  }
  const arg = dockerfile.globalArgs.findLast(names);
  return arg && { arg, stage: undefined };
}

function predictionFor(
  name: string,
  { arg, stage }: Declaration,
  text: Span,
  container: Container,
): Prediction {
  const { image } = container;
  const { file, start, end } = arg.span;
  const line = `${stage ? "" : `\nARG ${name}`}\nENV ${name}=$${name}`;
  const at = stage ? end : image?.stage.from.end;
  const fixes: Fix[] =
    image && at !== undefined
      ? [insert(image.dockerfile.file, at, line, `Keep ${name} with ENV`)]
      : [];
  return {
    at: { file, start, end },
    certainty: "certain",
    message: `ARG ${name} is gone when the image is built: at run time the shell finds no variable of that name, and $${name} is empty`,
    containers: [container],
    related: [{ at: text, message: `$${name} is expanded here, at run time` }],
    fixes,
  };
}
