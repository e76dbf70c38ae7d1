import { basename } from "../../base/path.ts";
import {
  anything,
  cloud,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  type World,
  write,
} from "./tool.ts";

/** curl: what it fetches goes to its output, unless a flag names a file. */
export const curl: Tool = {
  commands: ["curl"],
  *effect({ args }, world) {
    const given = readArguments(args, curlValued);
    const named = given.values("-o", "--output");
    for (const name of named) yield* fetched(name, world);
    for (const name of given.values("-D", "--dump-header", "-c", "--cookie-jar", "--stderr")) {
      yield* fetched(name, world);
    }
    if (!given.has("-O", "--remote-name", "--remote-name-all")) return;
    const folder = given.values("--output-dir").at(-1) ?? ".";
    const addresses = [...given.operands, ...given.values("--url")];
    for (const address of addresses) {
      const name = given.has("-J", "--remote-header-name") ? undefined : fileOf(address);
      yield* fetched(name && `${folder}/${name}`, world, folder);
    }
  },
};

const curlValued = [
  ...[
    "-o",
    "--output",
    "--output-dir",
    "-H",
    "--header",
    "-d",
    "--data",
    "--data-raw",
    "-F",
    "--form",
  ],
  ...[
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
  ],
  ...[
    "-D",
    "--dump-header",
    "-m",
    "--max-time",
    "-r",
    "--range",
    "-w",
    "--write-out",
    "-x",
    "--proxy",
  ],
  ...["-X", "--request", "-y", "-Y", "-z", "-E", "--cert", "-C", "--continue-at", "-K", "--config"],
  ...[
    "-U",
    "-P",
    "-Q",
    "-t",
    "-T",
    "--upload-file",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
  ],
  ...["--connect-timeout", "--url", "--cacert", "--key", "--limit-rate", "--max-redirs", "--proto"],
  ...[
    "--resolve",
    "--stderr",
    "--ciphers",
    "--data-binary",
    "--data-urlencode",
    "--create-file-mode",
  ],
];

/** wget: into a file that is named, or one that is named like the end of the address. */
export const wget: Tool = {
  commands: ["wget"],
  *effect({ args }, world) {
    const given = readArguments(args, wgetValued);
    const named = given.values("-O", "--output-document");
    for (const name of given.values("-o", "--output-file", "-a", "--append-output"))
      yield* fetched(name, world);
    if (named.length > 0) return yield* fetched(named.at(-1), world);
    if (given.has("--spider", "--version", "-V", "--help")) return;
    const folder = given.values("-P", "--directory-prefix").at(-1) ?? ".";
    const unsure = given.has(
      "-r",
      "--recursive",
      "-m",
      "--mirror",
      "-p",
      "-x",
      "-i",
      "--input-file",
      "--content-disposition",
    );
    for (const address of given.operands) {
      const name = unsure ? undefined : fileOf(address);
      yield* fetched(name && `${folder}/${name}`, world, folder);
    }
    if (given.operands.length === 0) yield* fetched(undefined, world, folder);
  },
};

const wgetValued = [
  ...[
    "-O",
    "--output-document",
    "-P",
    "--directory-prefix",
    "-o",
    "--output-file",
    "-a",
    "-i",
    "-t",
  ],
  ...[
    "--tries",
    "-T",
    "--timeout",
    "-w",
    "--wait",
    "-U",
    "--user-agent",
    "--header",
    "--user",
    "-e",
  ],
  ...[
    "--password",
    "--input-file",
    "--append-output",
    "-Q",
    "-l",
    "--level",
    "-A",
    "-R",
    "-D",
    "-I",
  ],
  ...["--post-data", "--ca-certificate", "--limit-rate", "--waitretry", "--retry-on-http-error"],
];

/** A new file belongs to nobody's program yet: mode 644, whatever it was on the server. */
function* fetched(word: string | undefined, world: World, folder?: string): Iterable<Effect> {
  if (word === "-" || word?.startsWith("/dev/")) return;
  const path = placeOf(word, world);
  if (path === undefined) {
    const below = placeOf(folder, world);
    return yield below === undefined ? anything : cloud(below);
  }
  const { fact, by } = world.look(path);
  if (fact.kind === "directory") return yield cloud(path);
  // What nobody listed of a known base is hardly what is fetched anew.
  const isNew = fact.kind === "absent" || (!by && world.base && path.startsWith("/usr/local/"));
  const mode = fact.kind === "file" ? fact.mode : isNew ? 0o644 : undefined;
  yield write(path, { kind: "file", ...(mode !== undefined && { mode }) });
}

/** The last part of an address's path, as both name what they save. */
function fileOf(address: string | undefined): string | undefined {
  if (address === undefined || /[{}[\]*]/.test(address)) return undefined;
  const path = address.replace(/^\w+:\/\//, "").replace(/[?#].*$/, "");
  if (!path.includes("/") || path.endsWith("/")) return "index.html";
  return basename(path);
}
