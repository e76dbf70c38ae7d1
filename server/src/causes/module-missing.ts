import { dirname, isWithin, within } from "../base/path.ts";
import { type Filesystem, type Ground, look } from "../image/filesystem.ts";
import { pathsNamed } from "../image/names.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { findModule, hasPackage, modulePath } from "../project/python.ts";
import { skewOf } from "../project/skew/skew.ts";
import { meantProgram, startOf } from "../project/start.ts";
import { defineCause, type Finding, type Prediction, replace } from "./cause.ts";
import { logQuotes } from "./quotes.ts";

// CPython: importlib/_bootstrap.py; uvicorn/importer.py adds the module that could not be imported.
const said =
  /(?:ModuleNotFoundError: No module named|Could not import module|No module named) ['"]?([\w.]+)['"]?/;

export const moduleMissing = defineCause({
  id: "module-missing",
  title: "The module cannot be imported",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) yield* predictionsFor(container);
  },

  *confirm(evidence, project) {
    // A program that goes on without a module has only said so.
    if (!evidence.container || evidence.container.exitCode === 0) return;
    const line = evidence.logs?.findLast((text) => said.test(text));
    const module = said.exec(line ?? "")?.[1];
    if (!module) return;
    const container = containerOf(evidence, project);
    // It is installed, for another version of the language.
    if (container && skewOf(container, project)) return;
    const predicted =
      container &&
      [...predictionsFor(container)].find(({ message }) => message.includes(`"${module}"`));
    const finding: Finding = {
      ...(predicted ?? {}),
      certainty: "certain",
      message: predicted?.message ?? `the program runs and does not find the module "${module}"`,
      quotes: logQuotes(evidence, said),
    };
    yield finding;
  },
});

function* predictionsFor(container: Container): Generator<Prediction> {
  const application = missingApplication(container);
  if (application) yield application;
  const module = missingModule(container);
  if (module) yield module;
}

/** `main:app` where no main.py lies on the module search path, but one lies elsewhere in the code. */
function missingApplication(container: Container): Prediction | undefined {
  const application = startOf(container)?.application;
  const folders = application && modulePath(container, application.folders);
  if (!application || application.word.file === "" || !folders) return undefined;
  const { module, attribute, word, server } = application;
  if (findModule(container.filesystem, folders, module) !== "absent") return undefined;
  // Settings of the server may name more folders.
  if (
    application.settings ||
    container.environment.has("GUNICORN_CMD_ARGS") ||
    container.environment.has("UVICORN_APP_DIR")
  )
    return undefined;
  const settings = folders.map(
    (folder) => look(container.filesystem, `${folder}/gunicorn.conf.py`).fact.kind,
  );
  if (server === "gunicorn" && settings.some((kind) => kind !== "absent")) return undefined;
  // A package that a step installs can be anywhere.
  if (container.image && installsProject(container)) return undefined;

  const fitting = modulesEndingIn(container.filesystem, folders, module.split(".").at(-1) ?? "");
  const [first] = fitting;
  if (first === undefined) return undefined;
  const only = fitting.length === 1;
  // A working directory of compose's and a command of the Dockerfile's: other services share the latter.
  const elsewhere = container.service?.workingDir && word.file !== container.composeFile?.file;
  return {
    at: elsewhere && container.service?.workingDir ? container.service.workingDir : word,
    certainty: only ? "certain" : "likely",
    message: `${server} cannot import "${module}": ${folders[0]} holds no ${fileOf(module)}, but ${fitting.map((name) => fileOf(name)).join(" and ")}: ${server === "uvicorn" ? `Could not import module "${module}"` : `ModuleNotFoundError: No module named '${module}'`}`,
    containers: [container],
    fixes:
      only && !elsewhere
        ? [
            replace(
              word,
              word.text.replace(`${module}:`, `${first}:`),
              `Start ${first}:${attribute}`,
            ),
          ]
        : [],
  };
}

/** `python -m uvicorn` with a Python that has no uvicorn, while an environment in the image has. */
function missingModule(container: Container): Prediction | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  const meant = start?.module && meantProgram(container);
  const interpreter = worker?.image.steps[0]?.absolute;
  if (!start?.module || !worker || !meant || !interpreter || worker.word.file === "")
    return undefined;
  const { name, word } = start.module;
  const [top = ""] = name.split(".");
  const own = modulePath(container, []);
  if (!own || findModule(container.filesystem, own, top) !== "absent") return undefined;
  if (hasPackage(container, interpreter, top) !== "absent") return undefined;
  return {
    at: word,
    certainty: "certain",
    message: `${interpreter} has no module "${name}": it is installed for ${meant.word.text}: No module named ${name}`,
    containers: [container],
    fixes: [replace(worker.word, meant.word.text, `Start ${meant.word.text}`)],
  };
}

function fileOf(module: string): string {
  return `${module.replaceAll(".", "/")}.py`;
}

/** Dotted names, from a folder of the search path, of the project's files with this name. */
function modulesEndingIn(
  files: Filesystem | Ground,
  folders: readonly string[],
  name: string,
): string[] {
  const modules = pathsNamed(files, `${name}.py`).flatMap((path) => {
    const folder = folders.find((folder) => isWithin(path, folder));
    const inside = folder === undefined ? undefined : within(dirname(path), folder);
    if (!inside || !/^[A-Za-z_]\w*(\/[A-Za-z_]\w*)*$/.test(inside)) return [];
    if (/(^|\/)(tests?|site-packages|node_modules|venv|migrations)(\/|$)/.test(inside)) return [];
    return [`${inside.replaceAll("/", ".")}.${name}`];
  });
  return [...new Set(modules)].toSorted();
}

/** Some step of the Dockerfile installs the project itself, and with it modules of any name. */
function installsProject({ image }: Container): boolean {
  const runs = (image?.dockerfile.stages ?? []).flatMap(({ instructions }) =>
    instructions.flatMap((instruction) =>
      instruction.kind === "RUN" && instruction.command.form === "shell"
        ? [instruction.command.text.text, ...instruction.heredocs.map(({ body }) => body.text)]
        : [],
    ),
  );
  return runs.some(
    (text) =>
      /\bpip3?\s+install\b[^&;|\n]*\s(-e\s|--editable|["']?\.["']?(\[|\s|$)|["']?\.\/)/.test(
        text,
      ) ||
      /\bpoetry\s+install\b(?![^&;|\n]*--no-root)/.test(text) ||
      /\buv\s+sync\b(?![^&;|\n]*--no-install-project)/.test(text) ||
      /\bsetup\.py\b/.test(text),
  );
}
