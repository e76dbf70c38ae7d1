import { dirname, join } from "../../base/path.ts";
import type { Word } from "../../base/text.ts";
import type { Copy } from "../../dockerfile/model.ts";
import { look } from "../../image/filesystem.ts";
import type { Image } from "../../image/image.ts";
import type { Chain, Step } from "../../launch/chain.ts";
import { copiesOf, stageOf } from "../copies.ts";
import type { Container, Project } from "../project.ts";
import { stageAt } from "../stage-at.ts";
import { startOf } from "../start.ts";
import type { Skew } from "./skew.ts";

/** Packages lie in a folder that names the version: no other Python looks there (site's documentation). */
export function pythonSkew(
  container: Container,
  started: string,
  project: Project,
): Skew | undefined {
  const worker = startOf(container)?.programs.at(-1);
  const own = container.image?.base?.python;
  const python = worker && own && pythonIn(worker.container, dirname(own.program));
  if (!worker || !python || worker.container.outcome === "broken") return undefined;
  if (container.environment.has("PYTHONPATH") || container.environment.has("PYTHONHOME"))
    return undefined;
  return (
    environmentSkew(container, python, started) ??
    scriptSkew(container, worker.container, started, project) ??
    folderSkew(container, started, project)
  );
}

/** The Python of the image, as the program itself or as what runs it. */
function pythonIn(chain: Chain, folder: string): Step | undefined {
  return chain.steps.find(
    ({ path, verdict }) =>
      verdict === "ok" && dirname(path) === folder && /\/python[\d.]*$/.test(path),
  );
}

/** A virtual environment knows the version that it was made with. */
function environmentSkew(
  { filesystem }: Container,
  python: Step,
  started: string,
): Skew | undefined {
  const prefix = dirname(dirname(python.absolute));
  const { text = "", by, source } = look(filesystem, join(prefix, "pyvenv.cfg"));
  const made = /^version\s*=\s*(\d+\.\d+)/m.exec(text)?.[1];
  if (made === undefined || made === started) return undefined;
  return skew(prefix, made, started, source ?? by, "certain");
}

/** A console script that was installed in a stage with another Python. */
function scriptSkew(
  { filesystem }: Container,
  chain: Chain,
  started: string,
  project: Project,
): Skew | undefined {
  const [script, interpreter] = chain.steps;
  if (!script || interpreter?.role !== "interpreter") return undefined;
  const { source, by } = look(filesystem, script.path);
  const builder = source && stageAt(source.at, project);
  const made =
    builder?.base?.runtime?.language === "Python" ? builder.base.runtime.version : undefined;
  // Packages that are installed once more are those of the image's own Python.
  if (made === undefined || made === started || by === source) return undefined;
  return skew(script.path, made, started, source, "certain");
}

/** Packages that COPY lays into the folder of another version than the image has. */
function folderSkew(container: Container, started: string, project: Project): Skew | undefined {
  for (const { copy, destination } of container.image ? copiesOf(container.image) : []) {
    const made = versionIn(destination);
    const from = copy.flags.some(({ name }) => name === "from");
    if (!from || made === undefined || made === started) continue;
    if (container.image && staleFolder(copy, container.image, project)) continue;
    return skew(destination, made, started, { at: copy.span, what: "COPY" }, "likely");
  }
  return undefined;
}

/** A COPY that names the folder of a version which its stage does not have. */
export function staleFolder(
  copy: Copy,
  image: Image,
  project: Project,
): { readonly source: Word; readonly named: string; readonly has: string } | undefined {
  const runtime = stageOf(copy, image, project)?.base?.runtime;
  const source = copy.sources.find(({ text }) => versionIn(text) !== undefined);
  const named = source && versionIn(source.text);
  if (!source || named === undefined || runtime?.language !== "Python" || runtime.version === named)
    return undefined;
  return { source, named, has: runtime.version };
}

/** Whether packages were to come from such a folder: what is missed then is told by that. */
export function lacksStaleFolder({ image }: Container, project: Project): boolean {
  return (
    image !== undefined &&
    copiesOf(image).some(({ copy }) => staleFolder(copy, image, project) !== undefined)
  );
}

function versionIn(path: string): string | undefined {
  return /^\/usr\/local\/lib\/python(\d+\.\d+)(\/site-packages)?\/?$/.exec(path)?.[1];
}

function skew(
  what: string,
  made: string,
  started: string,
  by: Skew["by"],
  certainty: Skew["certainty"],
): Skew {
  const words = "ModuleNotFoundError: No module named …";
  return { language: "Python", what, made, started, by, words, certainty };
}
