import { basename } from "../base/path.ts";
import { positionAt, type Word } from "../base/text.ts";
import type { Stage } from "../dockerfile/model.ts";
import type { Defect, Image } from "../image/image.ts";
import { defineCause, type Fix } from "./cause.ts";

type Missing = Defect & { kind: "source-in-stage" };

export const copyWithoutFrom = defineCause({
  id: "copy-without-from",
  title: "COPY takes from the build context what an earlier stage makes",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      for (const defect of image.defects) {
        if (defect.kind !== "source-in-stage") continue;
        const { source, copy } = defect;
        yield {
          at: source,
          certainty: defect.contextWins ? "likely" : "certain",
          message: messageOf(defect, image),
          containers: containers.filter((container) => container.image === image),
          related: relatedTo(defect, image),
          fixes: [fix(copy.flagsAt, source, defect)],
        };
      }
    }
  },
});

function relatedTo({ made, stage, path, source, ignored }: Missing, { context }: Image) {
  const line = ignored ? context.ignore?.lineFor(source.text) : undefined;
  return [
    ...(made.by ? [{ at: made.by.at, message: `${stageTitle(stage)} makes ${path} here` }] : []),
    ...(line ? [{ at: line, message: "this line keeps it out of the build context" }] : []),
  ];
}

function messageOf(defect: Missing, { dockerfile, context }: Image): string {
  const { source, stage, path, made, contextWins, ignored } = defect;
  const line = made.by ? ` (line ${positionAt(dockerfile.text, made.by.at.start).line + 1})` : "";
  const reads = `${stageTitle(stage)} makes ${path}${line}, but without --from=${stageName(stage)} this COPY reads the build context`;
  if (contextWins) return `${reads} and takes the host's own ${source.text} from there`;
  const why = ignored
    ? `from which ${basename(context.ignore?.file ?? "an ignore file")} keeps it out`
    : "which has no such path";
  return `${reads}, ${why}: the build fails with "${source.text}": not found`;
}

function fix(flagsAt: number, source: Word, { stage, path }: Missing): Fix {
  const name = stageName(stage);
  const flag = { span: { ...source, start: flagsAt, end: flagsAt }, newText: `--from=${name} ` };
  // A relative source means another folder in the stage than in the context.
  const moved = source.text.startsWith("/") ? [] : [{ span: source, newText: path }];
  return { title: `Copy from stage "${name}"`, edits: [flag, ...moved] };
}

function stageName({ name, index }: Stage): string {
  return name?.text ?? String(index);
}

function stageTitle(stage: Stage): string {
  return `stage "${stageName(stage)}"`;
}
