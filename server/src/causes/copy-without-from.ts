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
        const { source, made, copy } = defect;
        yield {
          at: source,
          certainty: defect.contextWins ? "likely" : "certain",
          message: messageOf(defect, image),
          containers: containers.filter((container) => container.image === image),
          related: made.by
            ? [{ at: made.by.at, message: `${stageTitle(defect.stage)} makes ${defect.path} here` }]
            : [],
          fixes: [fix(copy.flagsAt, source, defect)],
        };
      }
    }
  },
});

function messageOf(defect: Missing, { dockerfile, context }: Image): string {
  const { source, stage, path, made, contextWins, ignored } = defect;
  const line = made.by ? ` on line ${positionAt(dockerfile.text, made.by.at.start).line + 1}` : "";
  const maker = `${stageTitle(stage)} makes ${path}${line}`;
  if (contextWins) {
    return `copies the host's own ${source.text} into the image: ${maker}, but without --from nothing of it arrives`;
  }
  const why = ignored
    ? `${ignoreName(context.ignore?.file)} keeps ${source.text} out of the build context`
    : `the build context has no ${source.text}`;
  return `${why}: ${maker}, and only --from=${stageName(stage)} takes it from there; the build fails, or a start finds nothing at the path`;
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

function ignoreName(file: string | undefined): string {
  return file?.slice(file.lastIndexOf("/") + 1) ?? "an ignore file";
}
