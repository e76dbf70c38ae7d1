import { basename } from "../base/path.ts";
import type { Image } from "../image/image.ts";
import { defineCause, type Fix } from "./cause.ts";

export const copySourceIgnored = defineCause({
  id: "copy-source-ignored",
  title: "The ignore file keeps it out of the build context",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      for (const defect of image.defects) {
        if (defect.kind !== "source-missing" || defect.stage || !defect.ignored) continue;
        const { source, path } = defect;
        const { ignore } = image.context;
        const line = ignore?.lineFor(path);
        yield {
          at: source,
          certainty: "certain",
          message: `${source.text} is there, but ${basename(ignore?.file ?? "")} keeps it out of the build context: the build fails with "/${path}": not found`,
          containers: containers.filter((container) => container.image === image),
          related: line ? [{ at: line, message: "this line keeps it out" }] : [],
          fixes: letIn(path, image),
        };
      }
    }
  },
});

/** One more line that lets it in again: the last line that matches wins. */
function letIn(path: string, { context: { ignore } }: Image): Fix[] {
  if (!ignore) return [];
  const end = ignore.text.length;
  const lead = ignore.text === "" || ignore.text.endsWith("\n") ? "" : "\n";
  const span = { file: ignore.file, start: end, end };
  const edits = [{ span, newText: `${lead}!${path}\n` }];
  return [{ title: `Add !${path} to ${basename(ignore.file)}`, edits }];
}
