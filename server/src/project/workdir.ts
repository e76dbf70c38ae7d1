import type { Span } from "../base/text.ts";
import { ancestry } from "./ancestry.ts";
import type { Container } from "./project.ts";

/** Where the working directory of a container is named: `working_dir`, or the last WORKDIR; undefined for a base image's. */
export function workdirPlace({
  service,
  image,
}: Pick<Container, "service" | "image">): Span | undefined {
  if (service?.workingDir) return service.workingDir;
  if (!image) return undefined;
  for (const { instructions } of ancestry(image.stage, image.dockerfile.stages)) {
    const last = instructions.findLast(({ kind }) => kind === "WORKDIR");
    if (last) return last.span;
  }
  return undefined;
}
