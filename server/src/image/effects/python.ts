import { basename } from "../../base/path.ts";
import { installer } from "./installers.ts";
import { outsideSystem } from "./project-build.ts";
import { readProject } from "./pyproject.ts";
import { activeEnvironment, installForUser } from "./python-environment.ts";
import { contentOf } from "./requirements.ts";
import {
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  type Tool,
  type Words,
  type World,
} from "./tool.ts";

/** python: what its arguments tell of the script that it runs. `-m` alone is told before this. */
export const python: Tool = {
  commands: [
    "python",
    "python2",
    "python3",
    ...[7, 8, 9, 10, 11, 12, 13, 14].map((minor) => `python3.${minor}`),
  ],
  *effect({ args, input }, world) {
    if (args.length === 1 && /^(-V+|--version|-h|--help)$/.test(args[0] ?? "")) return;
    const [first, ...rest] = behindFlags(args);
    if (first === undefined && args.length === 0 && !input) return;
    if (first === undefined || first === "-") return yield* installer(input ?? [], rest, world);
    if (first === "-c") return yield* onlyImports(rest[0]) ? [] : [anything];
    if (first === "-m") {
      if (rest[0] === undefined) return yield anything;
      return yield* world.run({ name: rest[0], args: rest.slice(1) });
    }
    switch (basename(first)) {
      case "manage.py":
        return yield* manage(rest, world);
      case "setup.py":
        return yield* setup(first, rest, world);
      default:
        yield* installer([first], rest, world);
    }
  },
};

/** The script, or the flag that stands for one, and what is behind it. */
function behindFlags(args: Words): Words {
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (/^-[WX]$/.test(arg)) at++;
    else if (!/^-[a-zA-Z]+$/.test(arg) || /^-[cm]$/.test(arg)) break;
  }
  return args.slice(at);
}

/** `python -c "import x; print(x.__version__)"` asks whether a package is there. */
function onlyImports(code: string | undefined): boolean {
  return (
    code
      ?.split(/[;\n]/)
      .every((line) =>
        /^\s*((import|from)\s[\w.,\s]+|print\([\w.\s"',]*\)|assert\s.*)?$/.test(line),
      ) ?? false
  );
}

/** Django's own commands write below the project, or into folders for files that the web server hands out. */
function* manage([command]: Words, world: World): Iterable<Effect> {
  if (/^(check|help|showmigrations|diffsettings)$/.test(command ?? "")) return;
  if (
    !/^(collectstatic|compilemessages|makemessages|compress|migrate|makemigrations|tailwind|spectacular|loaddata|createcachetable|createsuperuser)$/.test(
      command ?? "",
    )
  ) {
    return yield anything;
  }
  if (world.cwd === undefined) return yield anything;
  yield cloud(world.cwd);
  yield outsideSystem("/", world.cwd);
}

function* setup(file: string, [command]: Words, world: World): Iterable<Effect> {
  const script = placeOf(file, world);
  const root = script?.replace(/\/[^/]+$/, "") || "/";
  yield cloud(root);
  if (command !== "install" && command !== "develop") return;
  const environment = activeEnvironment(world);
  if (!environment || script === undefined) return yield anything;
  yield* installForUser(environment, contentOf(readProject(root, world)), world);
}

/** Modules that are run for what they download or compile. */
export const pythonModules: Tool = {
  commands: [
    "compileall",
    "nltk.downloader",
    "spacy",
    "playwright",
    "ensurepip",
    "site",
    "json.tool",
    "unidic",
  ],
  *effect({ name, args }, world) {
    if (/^(compileall|site|json\.tool)$/.test(name)) return;
    const home = homeOf(world);
    const data = args.flatMap((arg, i) => (args[i - 1] === "-d" ? [placeOf(arg, world)] : []));
    const browsers = world.variable("PLAYWRIGHT_BROWSERS_PATH");
    for (const path of [...data, browsers, home]) if (path !== undefined) yield cloud(path);
    if (name === "playwright") {
      if (home === undefined && !browsers) yield anything;
      // `install-deps` and `--with-deps` call apt for libraries and fonts.
      for (const path of ["/etc", "/usr/share", "/var"]) yield cloud(path);
      return;
    }
    const environment = activeEnvironment(world);
    for (const path of environment ? [environment.bin, ...environment.folders] : ["/"])
      yield cloud(path);
    for (const path of ["/usr/share", "/usr/local/share", "/usr/lib"]) yield cloud(path);
  },
};
