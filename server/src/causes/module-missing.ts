import { look } from "../image/filesystem.ts";
import { copiesOf } from "../project/copies.ts";
import { hiddenNeed } from "../project/hidden-needs/hidden.ts";
import { installsProject } from "../project/installs-project.ts";
import { leftOutTool } from "../project/left-out-tool.ts";
import { containerOf } from "../project/match.ts";
import { type MissingImport, missingImport } from "../project/missing-import.ts";
import type { Container } from "../project/project.ts";
import { findModule, hasPackage, modulePath } from "../project/python.ts";
import { fileOf, modulesEndingIn, nearModule, whereIs } from "../project/python-names.ts";
import { standardModules } from "../project/python-stdlib.ts";
import { lacksStaleFolder } from "../project/skew/python.ts";
import { skewOf } from "../project/skew/skew.ts";
import { meantProgram, startOf } from "../project/start.ts";
import { defineCause, type Finding, type Fix, insert, type Prediction, replace } from "./cause.ts";
import { logQuotes } from "./quotes.ts";

// CPython: importlib/_bootstrap.py; uvicorn/importer.py adds the module that could not be imported. Node, of a
// package or a relative path; Ruby and Bundler; Java; Perl; PHP; .NET.
const said = new RegExp(
  [
    /(?:ModuleNotFoundError: No module named|Could not import module|No module named) ['"]?([\w.]+)['"]?/,
    /Cannot find module '([^/'][^']*)'/,
    /Cannot find package '([^']+)'/,
    /cannot load such file -- (\S+)/,
    /Could not find (?:gem '([^' ]+)[^']*'|(\S+-\d\S*) in )/,
    /(?:ClassNotFoundException|NoClassDefFoundError): ([\w.$/]+)/,
    /Could not find or load main class (\S+)/,
    /Can't locate (\S+\.pm) in @INC/,
    /Failed opening required '([^']+)'/,
    /Could not load file or assembly '([^',]+)/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

export const moduleMissing = defineCause({
  id: "module-missing",
  title: "The module cannot be imported",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      // It is installed: for another version of the language, or below a mount.
      if (skewOf(container, project) || hiddenNeed(container, project)) continue;
      if (!lacksStaleFolder(container, project)) yield* predictionsFor(container);
    }
  },

  *confirm(evidence, project) {
    // A program that goes on without a module has only said so.
    if (!evidence.container || evidence.container.exitCode === 0) return;
    const line = evidence.logs?.findLast((text) => said.test(text));
    const module = said
      .exec(line ?? "")
      ?.slice(1)
      .find(Boolean);
    if (!module) return;
    const container = containerOf(evidence, project);
    if (container && (skewOf(container, project) || hiddenNeed(container, project))) return;
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
  const module = missingModule(container) ?? (application ? undefined : missingImported(container));
  if (module) yield module;
  const tool = leftOut(container);
  if (tool) yield tool;
}

/** `main:app` where no main.py lies on the module search path, but one lies elsewhere in the code. */
function missingApplication(container: Container): Prediction | undefined {
  const application = startOf(container)?.application;
  const folders = application && modulePath(container, application.folders);
  if (!application || application.word.file === "" || !folders) return undefined;
  const { module, attribute, word, server } = application;
  // Celery and Flask take an attribute of a module as well: `shop.celery`.
  const whole = server !== "celery" && server !== "flask";
  const needed = whole ? module : (module.split(".")[0] ?? "");
  if (findModule(container.filesystem, folders, needed) !== "absent") return undefined;
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
              word.text.replace(module, first),
              `Start ${first}${attribute ? `:${attribute}` : ""}`,
            ),
          ]
        : [],
  };
}

/** `python -m` with a module that its Python does not find. */
function missingModule(container: Container): Prediction | undefined {
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  const interpreter = worker?.image.steps[0]?.absolute;
  const folders = modulePath(container, []);
  if (!start?.module || !worker || !interpreter || !folders) return undefined;
  if (worker.word.file === "" || worker.container.outcome === "broken") return undefined;
  const { name, word } = start.module;
  const [top = ""] = name.split(".");
  const common = { at: word, certainty: "certain" as const, containers: [container] };
  const found = whereIs(name, folders, interpreter, container);
  if (found === "package without __main__") {
    return {
      ...common,
      message: `"${name}" is a package without __main__.py: No module named ${name}.__main__; '${name}' is a package and cannot be directly executed`,
      fixes: [],
    };
  }
  if (found === "submodule missing") {
    const meant = nearModule(name, folders, container);
    return {
      ...common,
      message: `${folders[0]} holds the package "${top}", but no ${fileOf(name)}${meant ? `; did you mean ${meant}?` : ""}: No module named ${name}`,
      fixes: meant ? [replace(word, meant, `Start ${meant}`)] : [],
    };
  }
  if (found !== "absent" || hasPackage(container, interpreter, top) !== "absent") return undefined;
  const meant = meantProgram(container);
  if (meant) {
    return {
      ...common,
      message: `${interpreter} has no module "${name}": it is installed for ${meant.word.text}: No module named ${name}`,
      fixes: [replace(worker.word, meant.word.text, `Start ${meant.word.text}`)],
    };
  }
  if (standardModules.has(top) || installsProject(container)) return undefined;
  const fix = installFix(container, top);
  return {
    ...common,
    message: `no step installs "${top}" for ${interpreter}, and ${folders[0]} holds no ${fileOf(top)}: No module named ${name}`,
    fixes: fix ? [fix] : [],
  };
}

/** A source of the project imports what no step installs. */
function missingImported(container: Container): Prediction | undefined {
  const missing = missingImport(container);
  if (!missing || (container.image && installsProject(container))) return undefined;
  const { module, at, path, leftBehind: behind } = missing;
  if (behind) return leftBehind(behind, missing, container);
  const fix = installFix(container, module);
  return {
    at,
    certainty: "certain",
    message: `no step installs "${module}" for the Python that runs ${path}: ModuleNotFoundError: No module named '${module}'`,
    containers: [container],
    related: startPlaceOf(container).map((at) => ({ at, message: `it is started here` })),
    fixes: fix ? [fix] : [],
  };
}

/** The COPY that brings the program leaves out a source of the project that it imports. */
function leftBehind(
  { path, ignored }: { readonly path: string; readonly ignored: boolean },
  missing: MissingImport,
  container: Container,
): Prediction {
  const { module, at } = missing;
  const by = look(container.filesystem, missing.path).by;
  const copy =
    container.image &&
    copiesOf(container.image).find(({ copy }) => copy.span.start === by?.at.start)?.copy;
  const last = copy?.sources.at(-1);
  const folder = /(^|\/)\.?$/.test(copy?.destination?.text ?? "");
  const whole = /^(?!.*__init__)/.test(path);
  const why = ignored ? "the ignore file keeps it out" : "no instruction copies it";
  return {
    at: last ?? at,
    certainty: "likely",
    message: `${path} is not in the image, ${why}, and ${missing.path} imports it: ModuleNotFoundError: No module named '${module}'`,
    containers: [container],
    related: last ? [{ at, message: `"${module}" is imported here` }] : [],
    fixes:
      last && folder && whole && !ignored
        ? [insert(last.file, last.end, ` ${path}`, `Copy ${path}, too`)]
        : [],
  };
}

/** A script of package.json starts a devDependency that the image was installed without. */
function leftOut(container: Container): Prediction | undefined {
  const tool = leftOutTool(container);
  if (!tool) return undefined;
  const { name, script, by } = tool;
  const text = container.image?.dockerfile.text.slice(by.at.start, by.at.end) ?? "";
  const flag = / --(?:production|prod|omit[= ]dev|only[= ]prod\w*)(?![=\w-])/.exec(text);
  const start = by.at.start + (flag?.index ?? 0);
  const span = { file: by.at.file, start, end: start + (flag?.[0].length ?? 0) };
  return {
    at: by.at,
    certainty: "likely",
    message: `leaves out "${name}", a devDependency that "${script}" starts: sh: ${name}: not found`,
    containers: [container],
    related: startPlaceOf(container).map((at) => ({ at, message: `"${script}" is started here` })),
    fixes: flag
      ? [{ title: `Install it, too: without${flag[0]}`, edits: [{ span, newText: "" }] }]
      : [],
  };
}

function startPlaceOf({ start }: Container) {
  return start && start.at.file !== "" ? [start.at] : [];
}

/** The requirements are in the image, and only the step that installs them was forgotten. */
function installFix({ image, filesystem, workdir }: Container, module: string): Fix | undefined {
  if (!image || workdir === undefined) return undefined;
  const { text, by } = look(filesystem, `${workdir}/requirements.txt`);
  const listed = text
    ?.split("\n")
    .some((line) => line.trim().toLowerCase().startsWith(module.toLowerCase()));
  const copy = by && copiesOf(image).find((one) => one.copy.span.start === by.at.start)?.copy;
  if (!listed || !copy || copy.span.file !== image.dockerfile.file) return undefined;
  const command = "RUN pip install --no-cache-dir -r requirements.txt";
  return insert(copy.span.file, copy.span.end, `\n${command}`, `Install them: ${command}`);
}
