import { basename, dirname } from "../../base/path.ts";
import {
  type Arguments,
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
} from "./tool.ts";

/** Maven: an archive below `target`, by the name that the POM gives it. */
export const maven: Tool = {
  commands: ["mvn", "mvnw"],
  *effect({ args }, world) {
    const given = readArguments(
      args.filter((arg) => !/^-D./.test(arg ?? "")),
      valued,
    );
    const home = homeOf(world);
    yield home === undefined ? anything : cloud(`${home}/.m2`);
    const repository = repositoryOf(args, world);
    if (repository !== undefined) yield cloud(placeOf(repository, world) ?? "/");
    const goals = given.operands;
    const asks =
      /^(dependency:(go-offline|resolve|resolve-plugins|tree|get|purge)|help:|wrapper:|versions:|clean$)/;
    const root = rootOf(given, world);
    if (root === undefined) return yield anything;
    const clean: Effect = { kind: "remove", path: `${root}/target` };
    if (goals.includes("clean")) yield clean;
    if (goals.every((goal) => goal !== undefined && asks.test(goal))) return;
    const archive = given.has("-pl", "--projects") ? undefined : archiveOf(textAt(root, world));
    const renamed = args.some(
      (arg) => arg === undefined || /^-D[^=]*(finalName|irectory|revision)/.test(arg),
    );
    if (!archive) return yield cloud(root);
    yield* built(`${root}/target`, renamed ? { name: undefined } : archive, goals);
  },
};

/** Where it keeps what it has fetched, if an option or the environment says so. */
function repositoryOf(args: Words, world: World): string | undefined {
  const options = [world.variable("MAVEN_OPTS"), world.variable("MAVEN_ARGS"), ...args].join(" ");
  return /-Dmaven\.repo\.local=(\S+)/.exec(options)?.[1];
}

const valued = [
  "-f",
  "--file",
  "-pl",
  "--projects",
  "-P",
  "--activate-profiles",
  "-s",
  "--settings",
  "-gs",
  "-T",
  "--threads",
  "-l",
  "--log-file",
  "-rf",
  "-D",
];

function rootOf(given: Arguments, world: World): string | undefined {
  const file = placeOf(given.values("-f", "--file").at(-1) ?? ".", world);
  return file && /\.xml$/.test(basename(file)) ? dirname(file) : file;
}

function textAt(root: string, world: World): string | undefined {
  return world.look(`${root}/pom.xml`).text?.replace(/<!--[\s\S]*?-->/g, "");
}

interface Archive {
  /** Undefined where the POM does not say it literally. */
  readonly name: string | undefined;
}

/** Undefined where the POM is not known, or builds more than one module. */
function archiveOf(pom: string | undefined): Archive | undefined {
  if (pom === undefined || /<modules>|<packaging>\s*pom/.test(pom)) return undefined;
  const build = /<build>([\s\S]*?)<\/build>/.exec(pom)?.[1] ?? "";
  const plugins = [...build.matchAll(/<plugin>([\s\S]*?)<\/plugin>/g)].map(([, text = ""]) => text);
  const names = plugins.map((text) => /<artifactId>\s*([^<\s]+)/.exec(text)?.[1] ?? "");
  // One that runs other programs may write anywhere in the project.
  if (names.some((name) => /frontend|exec|antrun|node|npm|docker|jib/.test(name))) return undefined;
  const configured = /<(classifier|outputDirectory|outputFile|directory|finalName)>/;
  const plain =
    names.every((name) => ordinary.test(name)) && !plugins.some((text) => configured.test(text));
  const parent = /<parent>[\s\S]*?<artifactId>\s*([^<\s]+)/.exec(pom)?.[1];
  // A parent may bring plugins of its own.
  const other =
    /<profile>[\s\S]*<(finalName|plugin|packaging)>/.test(pom) ||
    (parent !== undefined && parent !== "spring-boot-starter-parent");
  return { name: plain && !other ? nameIn(pom, build) : undefined };
}

/** Plugins that leave the one archive that the project is packaged into. */
const ordinary =
  /^(spring-boot|maven-(compiler|surefire|failsafe|resources|jar|war|clean|install|deploy|enforcer|checkstyle|pmd|site)|kotlin|jacoco|spotless|flyway|liquibase|git-commit-id|lombok|hibernate-enhance|openapi-generator|build-helper|jaxb2|protobuf|avro|versions)-maven-plugin$|^maven-(compiler|surefire|failsafe|resources|jar|war|clean|install|deploy|enforcer|checkstyle|pmd|site)-plugin$/;

function nameIn(pom: string, build: string): string | undefined {
  const parent = /<parent>([\s\S]*?)<\/parent>/.exec(pom)?.[1] ?? "";
  const own = pom.replace(
    /<(parent|build|dependencies|dependencyManagement|profiles|reporting|distributionManagement|licenses|developers|scm|repositories|pluginRepositories|properties|organization|ciManagement|issueManagement)>[\s\S]*?<\/\1>/g,
    "",
  );
  const element = (text: string, name: string) =>
    new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1];
  const artifact = element(own, "artifactId");
  const version = element(own, "version") ?? element(parent, "version");
  const pattern =
    element(build.replace(/<plugins>[\s\S]*<\/plugins>/, ""), "finalName") ??
    "${project.artifactId}-${project.version}";
  const name = pattern
    .replace(/\$\{(project\.)?artifactId\}/g, artifact ?? "${}")
    .replace(/\$\{(project\.)?version\}/g, version ?? "${}");
  return name.includes("${") ? undefined : `${name}.${element(own, "packaging") ?? "jar"}`;
}

function* built(
  target: string,
  { name }: Archive,
  goals: readonly (string | undefined)[],
): Iterable<Effect> {
  if (name === undefined) return yield cloud(target);
  yield writeFolder(target);
  for (const folder of folders) yield cloud(`${target}/${folder}`);
  // A web application is laid out as a folder first; Spring Boot keeps what it repackages.
  for (const beside of [name.replace(/\.\w+$/, ""), `${name}.original`])
    yield cloud(`${target}/${beside}`);
  const packages = goals.some(
    (goal) =>
      goal === undefined ||
      /^(package|verify|install|deploy|integration-test|pre-integration-test)$|:(repackage|jar|war)$/.test(
        goal,
      ),
  );
  if (packages) yield writeFile(`${target}/${name}`);
}

const folders = [
  ...["classes", "test-classes", "generated-sources", "generated-test-sources", "maven-archiver"],
  ...[
    "maven-status",
    "surefire-reports",
    "failsafe-reports",
    "spring-aot",
    "site",
    "jacoco.exec",
    "antrun",
  ],
];
