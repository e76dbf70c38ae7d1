import type { Span } from "../base/text.ts";
import { ancestry } from "./ancestry.ts";
import type { Container } from "./project.ts";

/** What gives a variable of a container its value: the service, or the last ENV of its image's stages. */
export function placeOfVariable(name: string, { service, image }: Container): Span | undefined {
  const set = service?.environment.get(name);
  if (set) return set;
  for (const { instructions } of image ? ancestry(image.stage, image.dockerfile.stages) : []) {
    const pairs = instructions.flatMap((one) => (one.kind === "ENV" ? one.pairs : []));
    const pair = pairs.findLast((one) => one.name.text === name);
    if (pair) return pair.value;
  }
  return undefined;
}
