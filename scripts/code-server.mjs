import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { has, install, mayInstall } from "./apt.mjs";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

// code-server carries the workbench and the extension host of the VS Code with the same number
// (4.139.1 is 1.139.1), comes from npm, and needs Node 24, which npm has too.
const versions = JSON.stringify({ "code-server": "4.139.1", node: "24" });

const folder = join(root, ".vscode-test", "code-server");
const marker = join(folder, "installed.json");
const codeServer = join(folder, "node_modules", "code-server");
const paths = {
  node: join(folder, "node_modules", "node", "bin", "node"),
  entry: join(codeServer, "out", "node", "entry.js"),
};

/** Installs a real VS Code for the browser, once. Takes about a minute the first time. */
export async function ensureVSCode({ log = console.log } = {}) {
  if (await isInstalled()) return paths;
  if (process.platform === "win32") {
    throw new Error(
      "code-server does not run on Windows: install VS Code, with `code` on the PATH",
    );
  }
  await ensureCompiler({ log });
  log("installing VS Code for the browser (code-server), about a minute, only once");
  await installCodeServer();
  return paths;
}

async function isInstalled() {
  try {
    return (await readFile(marker, "utf8")) === versions;
  } catch {
    return false;
  }
}

/** Two native modules of VS Code come as sources only. */
async function ensureCompiler({ log }) {
  const programs = { "g++": "g++", make: "make", python3: "python3" };
  if (mayInstall()) await install(programs, log);
  const missing = Object.keys(programs).filter((program) => !has(program));
  if (missing.length > 0) {
    throw new Error(`VS Code's native modules need ${missing.join(", ")}, to be installed first`);
  }
}

async function installCodeServer() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    // node's own script fetches the program for this machine.
    JSON.stringify({ private: true, allowScripts: { node: true } }),
  );
  const { "code-server": version, node } = JSON.parse(versions);
  await npm(["install", `node@${node}`], folder);
  if (!existsSync(paths.node)) throw new Error(`npm installed node@${node} without its program`);

  // Install scripts would build far more than the workbench needs.
  const plain = ["install", "--omit=dev", "--ignore-scripts"];
  await npm([...plain, `code-server@${version}`], folder);
  const vscode = join(codeServer, "lib", "vscode");
  await npm(plain, vscode);
  await npm(["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], vscode);
  await npm(plain, join(vscode, "extensions"));
  await writeFile(marker, versions);
}

function npm(args, cwd) {
  const env = Object.fromEntries(
    // When npm itself has started us, these would point it back at our own package.
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|config_local)/.test(name),
    ),
  );
  // npm runs on the Node that it finds first; until that is installed, on the present one.
  env.PATH = [join(folder, "node_modules", "node", "bin"), process.env.PATH].join(delimiter);
  return run("npm", [...args, "--no-audit", "--no-fund"], { cwd, env });
}
