import { basename, dirname, join } from "../../base/path.ts";
import type { Head } from "../../launch/facts.ts";
import { namesIn } from "./glob.ts";
import { programHead } from "./linked.ts";
import { projectBuild } from "./project-build.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  textOf,
  type Words,
  type World,
  writeFile,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** dotnet: an assembly and what it needs, in the folder that is named or below the project's bin. */
export const dotnet: Tool = {
  commands: ["dotnet"],
  *effect({ args }, world) {
    const given = readArguments(args.map(normalized), valued);
    const [command, ...words] = given.operands;
    const home = homeOf(world);
    for (const name of [".nuget", ".dotnet", ".local/share/NuGet"])
      yield home === undefined ? anything : cloud(`${home}/${name}`);
    switch (command) {
      case "publish":
      case "build":
      case "pack":
      case "msbuild":
        yield* chosenFolders(args, world);
        return yield* build(
          command,
          words.filter((word) => word !== "true" && word !== "false"),
          given,
          args,
          world,
        );
      case "restore":
      case "clean":
      case "add":
      case "new":
      case "sln":
      case "test":
      case "format":
        return yield* projectBuild(world.cwd, world);
      case "tool":
        return yield* tool(words, given, world);
      case "workload":
        return yield cloud("/usr/share/dotnet");
      case "nuget":
      case "dev-certs":
      case "--info":
      case "--version":
      case undefined:
        return;
      default:
        yield anything;
    }
  },
};

const valued = [
  "-o",
  "--output",
  "-c",
  "--configuration",
  "-r",
  "--runtime",
  "-f",
  "--framework",
  "-v",
  "--verbosity",
  "-a",
  "--arch",
  "--os",
  "--source",
  "-s",
  "--tool-path",
  "--version",
];

/** MSBuild's own switches also start with a slash: `/p:UseAppHost=false`. */
function normalized(arg: string | undefined): string | undefined {
  return arg?.replace(/^\/(p|property|t|v|m|nologo|restore)\b/, "--msbuild-$1");
}

/** Properties of MSBuild that name a folder to write to. */
function* chosenFolders(args: Words, world: World): Iterable<Effect> {
  for (const arg of args) {
    const folder = /(?:PublishDir|OutputPath|OutDir|BaseOutputPath|ArtifactsPath)=(.*)$/.exec(
      arg ?? "",
    )?.[1];
    const path = folder === undefined ? undefined : placeOf(folder, world);
    if (path !== undefined) yield cloud(path);
    else if (arg === undefined || folder !== undefined) yield anything;
  }
}

function* build(
  command: string,
  words: Words,
  given: Arguments,
  args: Words,
  world: World,
): Iterable<Effect> {
  const project = projectFor(words, world);
  if (project === undefined) return yield anything;
  // Projects that are referenced have folders of their own beside it.
  const above = dirname(project.folder);
  for (const name of ["bin", "obj", "artifacts"]) yield cloud(join(project.folder, name));
  const alone =
    project.text !== undefined &&
    !/<(ProjectReference|Import|Exec|Copy)\b|ArtifactsPath/.test(project.text);
  if (!alone) yield cloud(above === "/" ? project.folder : above);
  const folders = given.values("-o", "--output");
  if (folders.length === 0) return;
  const to = placeOf(folders.at(-1), world);
  if (to === undefined) return yield anything;
  const name = command === "pack" ? undefined : assemblyOf(project, given, world);
  const before = name === undefined ? [] : otherNames(name, project, to, world);
  // Only what can be started has its settings beside it.
  const startable = name !== undefined && (alone || onlyLibraries(project, world));
  yield { kind: "cloud", path: to, ...(startable && { spares: /\.runtimeconfig\.json$/ }) };
  yield writeFolder(to);
  for (const path of before) yield { kind: "remove", path };
  if (name === undefined) return;
  yield writeFile(join(to, `${name}.dll`));
  yield writeFile(join(to, `${name}.runtimeconfig.json`));
  const settings = `${args.join(" ")} ${project.text ?? ""}`;
  const runs = programs.test(settings);
  if (
    runs &&
    !/UseAppHost|RuntimeIdentifier|SelfContained/i.test(settings) &&
    !args.includes(undefined)
  )
    yield writeProgram(join(to, name), hostHead(given, world));
}

/** The projects that it refers to are read, and none of them is a program. */
function onlyLibraries({ folder, text = "" }: Project, world: World): boolean {
  if (/<(Import|Exec|Copy)\b|ArtifactsPath/.test(text)) return false;
  const references = [...text.matchAll(/<ProjectReference\b[^>]*?\bInclude="([^"]*)"/g)];
  return references.every(([, path = ""]) => {
    const other = textOf(join(folder, path.replaceAll("\\", "/")), world);
    return other !== "" && !programs.test(other) && !/<ProjectReference\b/.test(other);
  });
}

/** What MSBuild makes a program of. */
const programs = /<OutputType>\s*(Win)?Exe|Sdk="Microsoft\.NET\.Sdk\.(Web|Worker)/;

/** What the assembly is surely not called: its project where that has another name, or in small letters. */
function otherNames(
  assembly: string,
  { name, folder }: Project,
  to: string,
  world: World,
): string[] {
  const names = [name ?? assembly, assembly.toLowerCase(), basename(folder).toLowerCase()];
  return [...new Set(names)]
    .filter((other) => other !== assembly && other !== "")
    .map((other) => join(to, `${other}.dll`))
    .filter((path) => world.look(path).fact.kind === "absent");
}

/** The program that starts an assembly: for the platform that is named, else for that of the SDK. */
function hostHead(given: Arguments, world: World): Head | undefined {
  if (given.has("--os")) return undefined;
  const platform = given.values("-r", "--runtime").at(-1);
  const libc =
    platform === undefined
      ? world.base?.libc
      : /^linux-/.test(platform)
        ? libcIn(platform)
        : undefined;
  return programHead(libc === "glibc" || libc === "musl" ? { name: libc } : undefined);
}

/** .NET's "RID catalog": linux-x64, linux-musl-x64. */
function libcIn(platform: string): "glibc" | "musl" | undefined {
  return platform.startsWith("linux-musl-")
    ? "musl"
    : /^linux-(x64|arm64)$/.test(platform)
      ? "glibc"
      : undefined;
}

interface Project {
  readonly folder: string;
  /** The name of its file, without the ending; undefined for a solution, or one of several. */
  readonly name: string | undefined;
  readonly text: string | undefined;
}

/** The project that is named, or the only one in the folder. Undefined where nobody knows which. */
function projectFor(words: Words, world: World): Project | undefined {
  const word = words.find((word) => !word?.startsWith("-"));
  const path = placeOf(words.length === 0 ? "." : word, world);
  if (path === undefined) return undefined;
  const file = /\.\w+proj$|\.slnx?$/.test(path);
  const folder = file ? dirname(path) : path;
  const names = file
    ? [basename(path)]
    : namesIn(folder, world).filter((name) => /\.(\w+proj|slnx?)$/.test(name));
  const [only] = names;
  if (names.length !== 1 || only === undefined || /\.slnx?$/.test(only))
    return { folder, name: undefined, text: undefined };
  return {
    folder,
    name: only.replace(/\.\w+proj$/, ""),
    text: world.look(join(folder, only)).text,
  };
}

/** AssemblyName where the project says it, else the name of its file; undefined where neither is sure. */
function assemblyOf(
  { folder, name, text }: Project,
  given: Arguments,
  world: World,
): string | undefined {
  const words = [...given.flags].map(([flag, value]) => `${flag}=${value}`).join(" ");
  if (name === undefined || text === undefined) return undefined;
  if (/PublishSingleFile|PublishAot|AssemblyName/i.test(words)) return undefined;
  if (/<(PublishSingleFile|PublishAot)>\s*true/i.test(text) || /<OutputType>\s*Library/i.test(text))
    return undefined;
  // Settings for all projects below a folder may name it otherwise.
  for (let at = folder; ; at = dirname(at)) {
    const { fact, text } = world.look(join(at, "Directory.Build.props"));
    const silent = text !== undefined && !/AssemblyName|PublishSingleFile|PublishAot/.test(text);
    if (fact.kind === "file" && !silent) return undefined;
    if (at === "/") break;
  }
  const asked = /<AssemblyName>\s*([^<]*?)\s*<\/AssemblyName>/.exec(text)?.[1];
  return asked === undefined ? name : asked.includes("$(") ? undefined : asked;
}

/** Tools for everybody go into the home, those with a path where it says. */
function* tool([command, ...words]: Words, given: Arguments, world: World): Iterable<Effect> {
  if (command === "restore") return yield* projectBuild(world.cwd, world);
  if (command !== "install" && command !== "update") return;
  const home = homeOf(world);
  const folder = given.has("--tool-path")
    ? placeOf(given.values("--tool-path").at(-1), world)
    : home && `${home}/.dotnet/tools`;
  if (folder === undefined) return yield anything;
  yield cloud(folder);
  for (const word of words) if (word === "dotnet-ef") yield writeProgram(`${folder}/dotnet-ef`);
}
