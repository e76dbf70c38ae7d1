import { basename, dirname, join } from "../base/path.ts";
import { look, type Origin } from "../image/filesystem.ts";
import type { Defect, Image } from "../image/image.ts";
import { list, pathsNamed } from "../image/names.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";

type Missing = Defect & { kind: "source-missing" };

export const copySourceNotInStage = defineCause({
  id: "copy-source-not-in-stage",
  title: "The stage does not make what is copied from it",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      for (const defect of image.defects) {
        if (defect.kind !== "source-missing" || !defect.stage) continue;
        const started = containers.filter((container) => container.image === image);
        yield predictionOf(defect, defect.stage, started);
      }
    }
  },
});

function predictionOf(
  { source, path }: Missing,
  from: Image,
  containers: Prediction["containers"],
): Prediction {
  const name = from.stage.name?.text ?? String(from.stage.index);
  const others = pathsNamed(from.filesystem, basename(path)).filter(
    (other) => look(from.filesystem, other).by !== undefined,
  );
  const removed = look(from.filesystem, path).by;
  const meant = others.length === 1 ? others[0] : removed && insteadOf(path, removed, from);
  const removes = /\b(rm|rmdir|mv|unlink|clean|prune|purge|uninstall|remove)\b/.test(
    removed?.what ?? "",
  );
  const why = removed ? `, ${removed.what} ${removes ? "removes it" : "does not make it"}` : "";
  const hint = meant ? `; it makes ${meant}` : "";
  return {
    at: source,
    certainty: "certain",
    message: `stage "${name}" holds no ${path}${why}${hint}: the build fails with "${path}": not found`,
    ...(containers && { containers }),
    related: removed
      ? [{ at: removed.at, message: removes ? "removed here" : "this does not make it" }]
      : [],
    fixes: meant ? [replace(source, meant, `Copy ${meant}`)] : [],
  };
}

/** The only folder beside it that the same command makes in its place. */
function insteadOf(path: string, { at }: Origin, { filesystem }: Image): string | undefined {
  const [only, ...more] = list(filesystem, dirname(path))
    .map((name) => join(dirname(path), name))
    .filter((other) => {
      const { fact, by } = look(filesystem, other);
      return fact.kind === "directory" && by?.at.file === at.file && by.at.start === at.start;
    });
  return more.length === 0 ? only : undefined;
}
