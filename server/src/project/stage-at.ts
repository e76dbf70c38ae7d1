import type { Span, Word } from "../base/text.ts";
import type { Image } from "../image/image.ts";
import { ancestry } from "./ancestry.ts";
import type { Project } from "./project.ts";

/** The image of the stage in which an instruction stands; of several ways to build it one. */
export function stageAt(at: Span, { images }: Project): Image | undefined {
  return images
    .filter(({ dockerfile, stage }) => dockerfile.file === at.file && stage.from.start <= at.start)
    .toSorted((a, b) => a.stage.index - b.stage.index)
    .at(-1);
}

/** The reference to the image from elsewhere that a stage is built on, through the stages below it. */
export function groundOf({ stage, dockerfile }: Image): Word {
  return (ancestry(stage, dockerfile.stages).at(-1) ?? stage).base;
}
