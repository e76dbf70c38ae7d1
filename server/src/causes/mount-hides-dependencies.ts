import { basename, join } from "../base/path.ts";
import { look } from "../image/filesystem.ts";
import { filesOf } from "../project/entry-file.ts";
import { keepFromImage } from "../project/hidden.ts";
import { hostEntry } from "../project/host-files.ts";
import { containerOf } from "../project/match.ts";
import type { Container, ContainerMount, Project } from "../project/project.ts";
import { presenceOf } from "../project/reach.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { logQuotes } from "./quotes.ts";

// Node.js, PHP, Python, Ruby.
const said =
  /Cannot find module|Failed opening required .*vendor\/autoload|ModuleNotFoundError|could not find gem/i;

export const mountHidesDependencies = defineCause({
  id: "mount-hides-dependencies",
  title: "A mount hides what the image installed or built",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = hiddenFile(container) ?? hiddenFolder(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    if (!evidence.logs?.some((line) => said.test(line))) return;
    const container = containerOf(evidence, project);
    const prediction = container && (hiddenFile(container) ?? hiddenFolder(container, project));
    if (!prediction) return;
    yield { ...prediction, certainty: "certain", quotes: logQuotes(evidence, said) };
  },
});

/** The file that the interpreter is given was built in the image, and the mount has none. */
function hiddenFile(container: Container): Prediction | undefined {
  const start = startOf(container);
  const file = start?.file;
  if (!file || start.programs.at(-1)?.container.outcome === "broken") return undefined;
  const { filesystem, imageFilesystem } = container;
  const made = filesOf(file).find((path) => presenceOf(imageFilesystem, path) === "present");
  if (!made || filesOf(file).some((path) => presenceOf(filesystem, path) !== "absent"))
    return undefined;
  const mount = coveringMount(container, made);
  return (
    mount &&
    predictionOf(
      container,
      mount,
      made,
      `${basename(start.programs.at(-1)?.word.text ?? "")} finds no ${made}`,
    )
  );
}

/** Where each language keeps what it installs, who needs it, and by what a project is known to need it. */
const kinds = [
  {
    folder: "node_modules",
    manifest: "package.json",
    needs: /^(node|npm|yarn|pnpm|nodemon|ts-node|tsx|next|nuxt|vite|nest)$/,
    declares: /"dependencies"\s*:\s*\{\s*"/,
    words: "Error: Cannot find module",
  },
  {
    folder: "vendor",
    manifest: "composer.json",
    needs: /^(php|php-fpm|apache2-foreground|artisan)$/,
    declares: /"require"\s*:\s*\{/,
    words: "Failed opening required 'vendor/autoload.php'",
  },
] as const;

function hiddenFolder(container: Container, { listings }: Project): Prediction | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!start || !worker || worker.container.outcome === "broken") return undefined;
  // What the base image starts by itself, such as a prompt of node, needs nothing of the project.
  if (worker.word.file === "") return undefined;
  // A script that runs first may install them: only what is started directly is judged.
  if (
    start.programs.length > 1 &&
    !/docker-entrypoint\.sh$|docker-php-entrypoint$/.test(start.programs[0]?.word.text ?? "")
  ) {
    return undefined;
  }
  // Modules may be looked for elsewhere.
  if (container.environment.has("NODE_PATH") || installs(container)) return undefined;
  for (const mount of container.mounts) {
    if (mount.mount.type !== "bind" || mount.hostPath === undefined) continue;
    // Another service may fill the folder, and Yarn may do without one.
    if (installedBySibling(container, mount)) continue;
    if (hostEntry(listings, join(mount.hostPath, ".pnp.cjs")) !== "absent") continue;
    for (const { folder, manifest, needs, declares, words } of kinds) {
      const path = join(mount.target, folder);
      const made = look(container.imageFilesystem, path);
      if (made.fact.kind !== "directory" || !made.by || !needs.test(basename(worker.word.text)))
        continue;
      if (presenceOf(container.filesystem, path) !== "absent") continue;
      const entry = hostEntry(listings, join(mount.hostPath, manifest));
      if (typeof entry === "string" || entry.kind !== "file" || !declares.test(entry.text ?? ""))
        continue;
      // The folder above would be asked, too.
      if (folder === "node_modules" && aboveHas(container, mount.target, folder)) continue;
      return predictionOf(container, mount, path, words, made.by.at);
    }
  }
  return undefined;
}

/** The script of package.json that is started installs what it needs. */
function installs({ filesystem, workdir, start }: Container): boolean {
  const words = start?.words.map(({ text }) => text) ?? [];
  const at = words.findIndex((word) => /^(npm|yarn|pnpm)$/.test(basename(word)));
  if (at < 0 || workdir === undefined) return false;
  const name =
    words.slice(at + 1).find((word) => word !== "run" && !word.startsWith("-")) ?? "start";
  const text = look(filesystem, join(workdir, "package.json")).text ?? "";
  const line = new RegExp(`"(?:pre)?${name.replace(/[^\\w:-]/g, "")}"\\s*:\\s*"([^"]*)"`, "g");
  return [...text.matchAll(line)].some(([, script = ""]) => /\b(install|ci)\b/.test(script));
}

function installedBySibling(
  { service, composeFile }: Container,
  { mount }: ContainerMount,
): boolean {
  return (composeFile?.services ?? []).some(
    (other) =>
      other !== service &&
      other.mounts.some(({ source }) => source && source.text === mount.source?.text) &&
      other.command?.words?.some(({ text }) => /\b(install|ci|update)\b/.test(text)),
  );
}

function aboveHas({ filesystem }: Container, target: string, folder: string): boolean {
  const parts = target.split("/").filter(Boolean);
  return parts.some(
    (_, i) => presenceOf(filesystem, `/${[...parts.slice(0, i), folder].join("/")}`) !== "absent",
  );
}

function coveringMount(container: Container, path: string): ContainerMount | undefined {
  return container.mounts.findLast(
    ({ target, mount }) => mount.type === "bind" && path.startsWith(`${target}/`),
  );
}

function predictionOf(
  container: Container,
  guilty: ContainerMount,
  path: string,
  words: string,
  made = look(container.imageFilesystem, path).by?.at,
): Prediction {
  const source = guilty.mount.source?.text ?? "the mount";
  return {
    at: guilty.mount.span,
    certainty: "likely",
    message: `hides ${path}, which the image made and "${container.name}" needs: at run time ${guilty.target} is ${source}, which has none: ${words}`,
    containers: [container],
    related: made && made.file !== "" ? [{ at: made, message: `${path} is made here` }] : [],
    fixes: keepFromImage(container, guilty, `${path}/x`),
  };
}
