import { join } from "../base/path.ts";
import { look, type Origin } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import type { Container, Project } from "./project.ts";

export interface InStage {
  readonly image: Image;
  /** Where the program lies in that stage. */
  readonly path: string;
  readonly by: Origin;
}

/** An earlier stage of the same Dockerfile that installs a program which the started stage lacks. */
export function inOtherStage(
  program: string,
  { image }: Container,
  { images }: Project,
): InStage | undefined {
  if (!image) return undefined;
  const above = images.filter(
    (other) =>
      other.dockerfile === image.dockerfile &&
      other.context === image.context &&
      other.stage.index < image.stage.index,
  );
  for (const other of above) {
    const folders = other.config.env.get("PATH")?.split(":") ?? [];
    const paths = program.startsWith("/")
      ? [program]
      : folders.map((folder) => join(folder, program));
    for (const path of paths) {
      const { fact, by } = look(other.filesystem, path);
      if ((fact.kind === "file" || fact.kind === "symlink") && by)
        return { image: other, path, by };
    }
  }
  return undefined;
}
