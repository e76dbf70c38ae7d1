import { basename, resolve } from "../../base/path.ts";
import { look } from "../../image/filesystem.ts";
import { copiesOf } from "../copies.ts";
import { filesOf } from "../entry-file.ts";
import type { Container } from "../project.ts";
import { presenceOf } from "../reach.ts";
import { startOf } from "../start.ts";
import { coveringMount, scriptDoes, siblingDoes, startsDirectly } from "./others.ts";

/** The file that the interpreter is given was made in the image, and the mount has none. */
export function hiddenFile(container: Container): { path: string; words: string } | undefined {
  const start = startOf(container);
  if (!start?.file) return undefined;
  const { filesystem, imageFilesystem } = container;
  const files = filesOf(start.file);
  if (files.some((path) => presenceOf(filesystem, path) !== "absent")) return undefined;
  const made =
    files.find((path) => presenceOf(imageFilesystem, path) === "present") ??
    files.slice(0, 1).find((path) => isBuilt(path, container));
  const interpreter = basename(start.programs.at(-1)?.word.text ?? "");
  return made === undefined ? undefined : { path: made, words: `${interpreter} finds no ${made}` };
}

/** What the documentation of a framework says that its server hands out, and what it says without it. */
const servers = [
  {
    argv: /^next start( \S+)?$/,
    folder: ".next",
    words: "Could not find a production build in the '.next' directory",
  },
  { argv: /^nuxt start( \S+)?$/, folder: ".nuxt", words: "No build files found in .nuxt" },
  {
    argv: /^(nuxt|nuxi) preview( \S+)?$/,
    folder: ".output",
    words: "Cannot find .output/nitro.json",
  },
  { argv: /^vite preview$/, folder: "dist", words: `The directory "dist" does not exist` },
  { argv: /^astro preview$/, folder: "dist", words: "The output directory does not exist" },
] as const;

/** The output of a build, which the server of a framework looks for. */
export function hiddenBuild(container: Container): { path: string; words: string } | undefined {
  const { workdir, filesystem } = container;
  const argv = startOf(container)?.argv ?? [];
  const [program = "", ...rest] = argv[0] === "npx" ? argv.slice(1) : argv;
  const words = rest.filter(
    (word, i) =>
      !word.startsWith("-") && !/^-[pH]$|^--(port|hostname|host)$/.test(rest[i - 1] ?? ""),
  );
  const line = [basename(program), ...words].join(" ");
  for (const { argv, folder, words } of servers) {
    const match = argv.exec(line);
    const root = match && resolve(workdir ?? "/", line.split(" ")[2] ?? ".");
    if (!root || workdir === undefined) continue;
    const path = resolve(root, folder);
    if (presenceOf(filesystem, path) === "absent" && isBuilt(path, container))
      return { path, words };
  }
  return undefined;
}

/** A step of the image builds it, and nothing builds it again before the start. */
function isBuilt(path: string, container: Container): boolean {
  const { fact, by, source } = look(container.imageFilesystem, path);
  const mount = coveringMount(container, path);
  if (fact.kind === "absent" || !by || !mount || !startsDirectly(container)) return false;
  const made = `${source?.what ?? ""} ${by.what}`;
  if (!builds.test(made) && !copied(path, container)) return false;
  return !scriptDoes(builds, container) && !siblingDoes(builds, container, mount);
}

const builds = /\b(build|compile|tsc|generate|bundle|webpack|watch|install)\b/;

/** COPY brings it from another stage under this very name. */
function copied(path: string, { image }: Container): boolean {
  return (
    image !== undefined &&
    copiesOf(image).some(
      ({ copy, destination }) =>
        copy.flags.some(({ name }) => name === "from") &&
        (destination === path || path.startsWith(`${destination}/`)) &&
        destination !== image.config.workdir,
    )
  );
}
