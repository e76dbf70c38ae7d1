import { basename } from "../../base/path.ts";
import {
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  type Words,
  type World,
  writeFile,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** Gradle: archives below `build/libs`, by the name and version of the project. */
export const gradle: Tool = {
  commands: ["gradle", "gradlew"],
  *effect({ args }, world) {
    const { operands, values } = readArguments(
      args.filter((arg) => !/^-[DP]./.test(arg ?? "")),
      valued,
    );
    const home = homeOf(world);
    const cache = world.variable("GRADLE_USER_HOME") ?? (home && `${home}/.gradle`);
    yield cache === undefined ? anything : cloud(cache);
    const root = placeOf(values("-p", "--project-dir").at(-1) ?? ".", world);
    if (root === undefined) return yield anything;
    yield cloud(`${root}/.gradle`);
    if (
      operands.every(
        (task) =>
          task !== undefined &&
          /^(dependencies|help|tasks|projects|properties|wrapper|clean)$/.test(task),
      )
    ) {
      if (operands.includes("clean")) yield { kind: "remove", path: `${root}/build` };
      return;
    }
    const project = readProject(root, args, world);
    if (project.kind === "several") return yield cloud(root);
    if (project.kind === "unnamed") return yield cloud(`${root}/build`);
    if (project.kind === "one") yield* built(`${root}/build`, project, operands);
  },
};

const valued = [
  "-p",
  "--project-dir",
  "-x",
  "--exclude-task",
  "-b",
  "-c",
  "-g",
  "--gradle-user-home",
  "-I",
  "--init-script",
  "-D",
  "-P",
];

type Project = { readonly kind: "several" | "unnamed" } | NamedProject;

interface NamedProject {
  readonly kind: "one";
  readonly name: string;
  /** With the dash in front; "" where there is none. */
  readonly version: string;
  readonly boot: boolean;
  readonly plain: boolean;
}

/** One project whose archives are called as Gradle calls them, or less than that. */
function readProject(root: string, args: Words, world: World): Project {
  const [settings, build] = ["settings", "build"].map((name) =>
    [`${name}.gradle`, `${name}.gradle.kts`].map((file) => world.look(`${root}/${file}`)),
  );
  const script = build?.find(({ text }) => text !== undefined)?.text;
  const names = settings?.find(({ text }) => text !== undefined)?.text;
  const unread = settings?.some(({ fact, text }) => fact.kind !== "absent" && text === undefined);
  if (script === undefined || unread || /^\s*include/m.test(names ?? ""))
    return { kind: "several" };
  // Tasks that copy, or run other programs, may write anywhere in the project.
  if (/\bCopy\b|\bcopy\s*\{|\bExec\b|\bexec\s*\{|NpmTask|NodeTask|into\b/.test(script))
    return { kind: "several" };
  const properties = world.look(`${root}/gradle.properties`);
  const elsewhere = properties.fact.kind !== "absent" && properties.text === undefined;
  const given = args.some((arg) => arg === undefined || /^-P\w*version/i.test(arg));
  if (
    elsewhere ||
    given ||
    /archive\w+|base\w*Name|libsDir\w*|buildDir|layout\.|applicationName/.test(script) ||
    /\btask\s+\w+\s*\(|\b(register|create)\b|\bdoLast\b|apply\s+from\b/.test(script) ||
    !pluginsOf(script).every((plugin) => ordinary.test(plugin))
  ) {
    return { kind: "unnamed" };
  }
  const name = /rootProject\.name\s*=\s*["']([^"'$]+)["']/.exec(names ?? "")?.[1] ?? basename(root);
  const assigned =
    /^\s*version\b\s*=?\s*(.*)$/m.exec(script)?.[1] ??
    /^version\s*=\s*(.*)$/m.exec(properties.text ?? "")?.[1];
  const version =
    assigned === undefined ? "" : /^["']?([\w.+-]+)["']?\s*;?\s*$/.exec(assigned)?.[1];
  if (name === "" || version === undefined) return { kind: "unnamed" };
  const boot = /org\.springframework\.boot/.test(script);
  const disabled = /jar\b[^}]*enabled\s*[=(]?\s*false/.test(script);
  return { kind: "one", name, version: version && `-${version}`, boot, plain: !disabled };
}

/** `id 'x'`, `id("x")`, `apply plugin: 'x'`, `kotlin("jvm")`, and the bare names of Gradle's own. */
function pluginsOf(script: string): string[] {
  const named = [
    ...script.matchAll(/^\s*id\s*\(?\s*["']([^"']+)/gm),
    ...script.matchAll(/\bapply\s*\(?\s*plugin\s*[:=]\s*["']([^"']+)/g),
    ...script.matchAll(/^\s*alias\s*\(([^)]+)/gm),
  ];
  return named.map(([, name = ""]) => name);
}

/** Plugins that leave the archives named as Gradle names them, and add none. */
const ordinary =
  /^(java|java-library|application|war|groovy|idea|eclipse|jacoco|checkstyle|pmd|maven-publish|kotlin|org\.springframework\.boot|io\.spring\.dependency-management|org\.jetbrains\.kotlin\.[\w.]+|io\.freefair\.lombok|org\.flywaydb\.flyway|com\.diffplug\.spotless|com\.github\.ben-manes\.versions|org\.asciidoctor\.jvm\.convert|org\.sonarqube)$/;

function* built(folder: string, project: NamedProject, tasks: Words): Iterable<Effect> {
  const { name, version, boot, plain } = project;
  yield writeFolder(folder);
  for (const path of folders) yield cloud(`${folder}/${path}`);
  const asked = (pattern: RegExp) =>
    tasks.some((task) => task === undefined || pattern.test(task.replace(/^:/, "")));
  if (asked(/^(build|assemble|jar|bootJar|installDist|distTar|distZip|bootWar|war)$/))
    yield writeFolder(`${folder}/libs`);
  if (tasks.includes(undefined)) yield cloud(`${folder}/libs`);
  const whole = asked(/^(build|assemble)$/);
  const suffix = boot ? "-plain" : "";
  if (boot && (whole || asked(/^bootJar$/)))
    yield writeFile(`${folder}/libs/${name}${version}.jar`);
  if (plain && (whole || asked(/^(jar|installDist|distTar|distZip)$/)))
    yield writeFile(`${folder}/libs/${name}${version}${suffix}.jar`);
  if (asked(/^installDist$/)) yield writeProgram(`${folder}/install/${name}/bin/${name}`);
  if (asked(/[wW]ar$/)) yield cloud(`${folder}/libs`);
}

const folders = [
  ...[
    "classes",
    "generated",
    "resources",
    "tmp",
    "reports",
    "test-results",
    "kotlin",
    "distributions",
  ],
  ...[
    "scripts",
    "install",
    "bootScripts",
    "resolvedMainClassName",
    "bootJarMainClassName",
    "native",
  ],
];
