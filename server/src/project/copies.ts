import { isWithin, resolve } from "../base/path.ts";
import type { Copy } from "../dockerfile/model.ts";
import type { Image } from "../image/image.ts";
import { stageNamed } from "../image/state.ts";
import { ancestry } from "./ancestry.ts";
import type { Container, Project } from "./project.ts";

export interface CopyInImage {
  readonly copy: Copy;
  /** As written, made absolute; a variable in it stands as it is. */
  readonly destination: string;
}

/** The COPY and ADD instructions of an image's own stage and of those below it, the last first. */
export function copiesOf({ stage, dockerfile }: Image): CopyInImage[] {
  const copies: CopyInImage[] = [];
  let workdir = "/";
  for (const { instructions } of ancestry(stage, dockerfile.stages).toReversed()) {
    for (const instruction of instructions) {
      if (instruction.kind === "WORKDIR") workdir = resolve(workdir, instruction.value.text);
      if (instruction.kind !== "COPY" && instruction.kind !== "ADD") continue;
      const { destination } = instruction;
      if (destination)
        copies.push({ copy: instruction, destination: resolve(workdir, destination.text) });
    }
  }
  return copies.toReversed();
}

/** The stage that a COPY takes from. */
export function stageOf({ flags }: Copy, image: Image, { images }: Project): Image | undefined {
  const from = flags.find(({ name }) => name === "from")?.value?.text;
  const above = images.filter(
    ({ dockerfile, context, stage }) =>
      dockerfile === image.dockerfile &&
      context === image.context &&
      stage.index < image.stage.index,
  );
  return from === undefined ? undefined : stageNamed(above, from);
}

/** The host's own folder lies over what the image made there: see copy-overwrites-dependencies. */
export function isOverlaid(path: string, container: Container | undefined): boolean {
  const defects = container?.image?.defects ?? [];
  return defects.some((defect) => defect.kind === "overlaid" && isWithin(path, defect.path));
}
