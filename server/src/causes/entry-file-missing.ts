import { nearest } from "../base/nearest.ts";
import { basename, dirname, isWithin } from "../base/path.ts";
import { list, pathsNamed } from "../image/names.ts";
import { understand } from "../launch/command.ts";
import { recordedStart } from "../launch/recorded.ts";
import { closedTo } from "../project/closed.ts";
import { isMissing } from "../project/entry-file.ts";
import { containerOf } from "../project/match.ts";
import { missingScript } from "../project/package-manifest.ts";
import type { Container } from "../project/project.ts";
import { presenceOf } from "../project/reach.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";
import { logQuotes } from "./quotes.ts";

// python: can't open file; node: Cannot find module; java: Unable to access jarfile; sh: cannot open;
// dotnet: The application to execute does not exist; php: Could not open input file.
const said =
  /can't open file|Cannot find module '\/|Unable to access jarfile|cannot open|[Cc]an't open|application to execute does not exist|Could not open input file|No such file or directory -- /;

export const entryFileMissing = defineCause({
  id: "entry-file-missing",
  title: "The interpreter runs, but the file it is given is not there",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction =
        predictionFor(container) ?? manifestFor(container) ?? severalFor(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const known = containerOf(evidence, project);
    const manifest = known && manifestFor(known);
    if (manifest && evidence.logs?.some((text) => /package\.json/.test(text))) {
      const quotes = logQuotes(evidence, /package\.json/);
      return yield { ...manifest, certainty: "certain", quotes };
    }
    const line = evidence.logs?.findLast((text) => said.test(text));
    const start = recordedStart(evidence);
    const argv = evidence.container?.argv ?? [];
    // That an entrypoint handed over is told by what the interpreter said.
    const { file, programs } = understand(argv, isEntrypoint);
    const name = file && argv[file.index];
    const runner = argv[programs.at(-1) ?? 0];
    if (basename(argv[0] ?? "") === basename(name ?? "") || /[*?$~]/.test(name ?? "")) return;
    if (!line || !start || !name || !line.includes(basename(name))) return;
    const container = containerOf(evidence, project);
    // It is there, and closed: see path-not-permitted.
    if (/[Pp]ermission denied/.test(line) || (container && closedTo(container))) return;
    const prediction = container && predictionFor(container);
    yield {
      ...(prediction ?? {}),
      certainty: "certain",
      message: prediction?.message ?? `${runner} runs and does not find ${name} in ${start.cwd}`,
      quotes: logQuotes(evidence, said),
    };
  },
});

function isEntrypoint(program: string): boolean {
  return /entrypoint|\.(sh|bash)$/.test(program);
}

function predictionFor(container: Container): Prediction | undefined {
  const start = startOf(container);
  const file = start?.file;
  if (!start || !file || file.word.file === "") return undefined;
  const worker = start.programs.at(-1);
  // An entrypoint that the command repeats is told as such.
  if (basename(file.word.text) === basename(worker?.word.text ?? "")) return undefined;
  // An interpreter that is not there is told first.
  if (!worker || worker.container.outcome === "broken") return undefined;
  const { filesystem, imageFilesystem, mounts } = container;
  // What the image has and a mount hides is the mount's affair; what a mount is to bring, too.
  if (!isMissing(filesystem, file) || !isMissing(imageFilesystem, file)) return undefined;
  if (mounts.some(({ target, mount }) => isWithin(file.path, target) && mount.type !== "bind")) {
    return undefined;
  }
  const meant = suggestion(container, file.path);
  return {
    at: file.word,
    certainty: "certain",
    message: `${file.interpreter === "shell" ? worker.word.text : file.interpreter} finds no ${file.path} in this image${meant ? `; did you mean ${meant}?` : ""}: ${words(file.interpreter, file.path)}`,
    containers: [container],
    fixes: meant && file.word.text.length > 0 ? [replace(file.word, meant, `Run ${meant}`)] : [],
  };
}

/** `npm start` where no package.json was copied. */
function manifestFor(container: Container): Prediction | undefined {
  const missing = missingScript(container);
  if (missing?.kind !== "manifest") return undefined;
  const { at, manager, path } = missing;
  const words =
    manager === "npm"
      ? `npm error enoent Could not read package.json: ENOENT: no such file or directory, open '${path}'`
      : `${manager === "pnpm" ? "ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND No package.json" : `Couldn't find a package.json file in "${dirname(path)}"`}`;
  return {
    at,
    certainty: "certain",
    message: `${manager} finds no ${path} in this image: ${words}`,
    containers: [container],
  };
}

/** A wildcard of COPY was to bring the file under one name, and matches several. */
function severalFor(container: Container): Prediction | undefined {
  const file = startOf(container)?.file;
  for (const defect of container.image?.defects ?? []) {
    if (defect.kind !== "several-for-one" || defect.path !== file?.path) continue;
    const { source, paths, path } = defect;
    const names = paths.map((one) => basename(one));
    const [meant, ...more] = paths.filter(
      (one) => !/-(plain|sources|javadoc|tests)\.jar$/.test(one),
    );
    const plain = !source.text.includes("$");
    return {
      at: source,
      certainty: "possible",
      message: `matches ${names.join(" and ")}, which cannot all become ${path}: BuildKit keeps the last, other builders refuse: when using COPY with more than one source file, the destination must be a directory and end with a /`,
      containers: [container],
      related: file.word.file === "" ? [] : [{ at: file.word, message: `${path} is started here` }],
      fixes:
        meant && more.length === 0 && plain
          ? [
              replace(
                source,
                `${dirname(source.text)}/${basename(meant)}`,
                `Copy ${basename(meant)}`,
              ),
            ]
          : [],
    };
  }
  return undefined;
}

function suggestion({ filesystem, workdir }: Container, path: string): string | undefined {
  // Node.js tries the name with an ending, too.
  const all = [basename(path), `${basename(path)}.js`];
  const here = all
    .flatMap((name) => pathsNamed(filesystem, name))
    .filter((other) => other !== path && workdir !== undefined && isWithin(other, workdir));
  if (here.length === 1 && here[0] && presenceOf(filesystem, here[0]) === "present") return here[0];
  const names = list(filesystem, dirname(path));
  const [assembly, ...more] = names.filter((name) => name.endsWith(".dll"));
  if (path.endsWith(".dll") && assembly && more.length === 0) return `${dirname(path)}/${assembly}`;
  const near = nearest(basename(path), names);
  return near && `${dirname(path)}/${near}`;
}

/** What the interpreter will say. */
function words(interpreter: string, path: string): string {
  switch (interpreter) {
    case "python":
      return `can't open file '${path}': [Errno 2] No such file or directory`;
    case "fastapi":
      return `Path does not exist ${basename(path)}`;
    case "node":
      return `Error: Cannot find module '${path}'`;
    case "java":
      return `Error: Unable to access jarfile ${path}`;
    case "dotnet":
      return `The application to execute does not exist: '${path}'`;
    default:
      return "no such file or directory";
  }
}
