import { leavesAlone, sharedLibraries } from "../libraries.ts";
import { applicationPrograms } from "../programs.ts";
import { type Brought, broughtBy, type PackageFamily } from "./package-programs.ts";
import {
  cloud,
  cloudBut,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  type Words,
  writeProgram,
} from "./tool.ts";

/** The package managers of distributions. */
export const packages: Tool = {
  commands: [
    ...["apt-get", "apt", "aptitude", "apk", "dnf", "dnf5", "microdnf", "yum", "zypper"],
    ...["dpkg", "rpm", "gdebi"],
  ],
  *effect({ name, args }, world) {
    const family = familyOf(name);
    const { operands, values, has } = readArguments(args, valued[family]);
    const elsewhere = values("--root", "-p", "--installroot", "--instdir", "-R");
    if (elsewhere.length > 0 && name !== "dpkg") {
      return yield cloud(placeOf(elsewhere.at(-1), world) ?? "/");
    }
    const [command, ...names] = operands;
    if (/^(dpkg|rpm|gdebi)$/.test(name)) {
      const installs =
        has("-i", "--install", "-U", "-F", "--upgrade", "--unpack") || name === "gdebi";
      if (installs) yield* install(family, operands);
      return;
    }
    const [action, whole] = [command ?? "", names.length === 0];
    if (installing[family].test(action)) {
      const recommends = family === "apt" && !has("--no-install-recommends") && !whole;
      yield* install(family, recommends ? [...names, recommended] : names);
    } else if (/^(build-dep|groupinstall)$/.test(action)) {
      yield* install(family, [undefined]);
    } else if (/^(remove|purge)$/.test(action) && family === "apt") {
      for (const name of names) {
        if (name && removable.has(name)) yield { kind: "remove", path: `/usr/bin/${name}` };
      }
    } else if (action === "download") yield cloud(world.cwd ?? "/");
  },
};

const installing: Readonly<Record<PackageFamily, RegExp>> = {
  apt: /^(install|reinstall|upgrade|dist-upgrade|full-upgrade)$/,
  apk: /^(add|upgrade|fix)$/,
  rpm: /^(install|in|reinstall|localinstall|upgrade|update|up|dup|swap|module)$/,
};

/** Stands for what apt installs along because somebody may want it: no application, but programs. */
const recommended = "(recommended)";

const valued: Readonly<Record<PackageFamily, readonly string[]>> = {
  apt: ["-t", "-o", "-c", "--target-release", "--option"],
  apk: ["-t", "-X", "-p", "--virtual", "--repository", "--root", "--repositories-file", "--arch"],
  rpm: ["-c", "-x", "-R", "--installroot", "--root", "--setopt", "--enablerepo", "--disablerepo"],
};

function familyOf(command: string): PackageFamily {
  if (command === "apk") return "apk";
  return /^(apt|aptitude|dpkg|gdebi)/.test(command) ? "apt" : "rpm";
}

/** Packages whose program is their own, so that it goes with them. */
const removable = new Set("curl wget git jq unzip zip make gcc rsync vim nano sudo".split(" "));

function* install(family: PackageFamily, words: Words): Iterable<Effect> {
  const brought = words.map((word) => packageOf(family, word));
  const spares = librariesSpared(family, words);
  for (const path of sharedFolders[family]) yield { ...cloud(path), ...(spares && { spares }) };
  const unknown = words.filter((word, i) => word === undefined || brought[i] === undefined);
  const known = brought.flatMap((one) => one ?? []);
  const programs = known.flatMap((one) => one.programs);
  // Programs of applications only come with packages of their languages.
  if (unknown.some((word) => mayBringApplication(word))) {
    for (const path of programFolders) yield cloud(path);
  } else if (unknown.length > 0 || known.some(({ others }) => others === "any")) {
    for (const path of programFolders) yield cloudBut(path, applicationPrograms);
  } else if (known.some(({ others }) => others === "tools")) {
    for (const path of programFolders) yield cloudBut(path, [...applicationPrograms, ...languages]);
  }
  if (unknown.length > 0 || known.some(({ others }) => others !== "none")) {
    for (const path of systemFolders) yield cloudBut(path, [...applicationPrograms, ...languages]);
  }
  if (unknown.some((word) => word !== recommended)) yield cloud("/opt");
  for (const word of unknown) {
    // A file or an address: made by anybody, for anywhere.
    if (word !== undefined && /[/]|\.(apk|deb|rpm)$/.test(word)) yield* foreign;
  }
  for (const path of known.flatMap((one) => one.perhaps)) yield cloud(path);
  for (const path of programs) yield writeProgram(path);
}

/** The shared libraries that these packages surely do not bring. */
function librariesSpared(family: PackageFamily, words: Words): RegExp | undefined {
  if (family === "rpm") return undefined;
  const bare = words.filter((word) => word !== recommended).map((word) => word && bareName(word));
  const spared = sharedLibraries.filter((library) =>
    bare.every((name) => name !== undefined && leavesAlone(name, library)),
  );
  const names = spared.map(({ name }) => name.replace(/[.+]/g, "\\$&"));
  return names.length === 0 ? undefined : new RegExp(`/(?:${names.join("|")})$`);
}

/** "nodejs=18.*", "curl~8", "tini@edge", "gcc:amd64", "nginx/bookworm" → the package. */
function packageOf(family: PackageFamily, word: string | undefined): Brought | undefined {
  if (word === undefined || /^[./]|:\/\//.test(word)) return undefined;
  return broughtBy(family, bareName(word));
}

function bareName(word: string): string {
  return word.replace(/[=<>~@:/].*$/, "").replace(/\.(x86_64|aarch64|noarch)$/, "");
}

/** A language's own packages, and those that are named like a program of applications. */
function mayBringApplication(word: string | undefined): boolean {
  if (word === undefined) return true;
  const name = word.replace(/[=<>~@].*$/, "");
  return (
    /^(python|py3?-|ruby|rails|node|npm|yarn|php|composer|golang|elixir|erlang|sbt|hugo)/.test(
      name,
    ) ||
    /[/]|\.(apk|deb|rpm)$/.test(word) ||
    [...applicationPrograms].some((program) => name === program || name.startsWith(`${program}-`))
  );
}

const programFolders = ["/usr/bin", "/bin"];
const systemFolders = ["/usr/sbin", "/sbin"];

/** What is for everybody lies in no folder for administrators, and comes along with no mere tool. */
const languages =
  "python python3 pip pip3 node npm npx corepack ruby gem php java go cargo bash zsh".split(" ");

/** Below /lib and /usr/lib only the folders of libraries: the loaders beside them are listed. */
const sharedFolders: Readonly<Record<PackageFamily, readonly string[]>> = {
  apt: [
    ...["/etc", "/var", "/usr/share", "/usr/include", "/usr/libexec"],
    ...["x86_64", "aarch64", "i386", "arm", "powerpc64le", "s390x", "riscv64"].map(
      (machine) => `/usr/lib/${machine}-linux-gnu${machine === "arm" ? "eabihf" : ""}`,
    ),
  ],
  apk: ["/etc", "/var", "/usr/share", "/usr/include", "/usr/libexec", "/usr/lib"],
  rpm: ["/etc", "/var", "/usr/share", "/usr/include", "/usr/libexec", "/usr/lib64"],
};

const foreign: readonly Effect[] = [
  ...["/usr", "/lib", "/lib64", "/srv", "/home", "/root"].map(cloud),
];
