import { readFileSync } from "node:fs";
import { join } from "node:path";
import onigurumaModule from "vscode-oniguruma";
import textmate, { type IGrammar, type IOnigLib } from "vscode-textmate";

const root = join(import.meta.dirname, "../..");
const { contributes }: { contributes: { grammars: readonly Contribution[] } } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo: readonly string[];
}

const extensions = join(
  root,
  ".vscode-test/code-server/node_modules/code-server/lib/vscode/extensions",
);
const real: Readonly<Record<string, string>> = {
  "source.dockerfile": "docker/syntaxes/docker.tmLanguage.json",
  "source.yaml": "yaml/syntaxes/yaml.tmLanguage.json",
  "source.yaml.1.2": "yaml/syntaxes/yaml-1.2.tmLanguage.json",
  "source.shell": "shellscript/syntaxes/shell-unix-bash.tmLanguage.json",
  "source.python": "python/syntaxes/MagicPython.tmLanguage.json",
};
const standIns: Readonly<Record<string, object>> = {
  "source.shell": {
    scopeName: "source.shell",
    patterns: [{ match: "#.*$", name: "comment.line" }],
  },
  "source.python": { scopeName: "source.python", patterns: [{ match: "\\d+", name: "constant" }] },
  "source.dockerfile": {
    scopeName: "source.dockerfile",
    patterns: [
      { match: "^\\s*#.*$", name: "comment.line" },
      { match: "^\\s*[A-Za-z]+\\s", name: "keyword" },
      { begin: '"', end: '"', name: "string.quoted" },
    ],
  },
  "source.yaml": {
    scopeName: "source.yaml",
    patterns: [
      { begin: "(?<=^|\\s)#", end: "$", name: "comment.line" },
      { begin: '"', end: '"', name: "string.quoted" },
    ],
  },
};

/** Files of each kind, by the name of the grammar that ours are added to. */
export const samples = [
  ["Dockerfile", "source.dockerfile"],
  ["compose.yaml", "source.yaml"],
] as const;

/** Where a sample lies; beside it, with `.scopes` at the end, what is expected of it. */
export function sampleFile(name: string): string {
  return join(root, "test/syntaxes", name);
}

/**
 * Each token to which our grammars give a name: "line: name  text". The grammars that they are added to
 * are VS Code's own, where it is installed for the tests, or else the least that holds ours.
 */
export async function scopes(file: string, scopeName: string, own: boolean): Promise<string> {
  const grammar = await load(scopeName, own);
  let state = textmate.INITIAL;
  const out: string[] = [];
  for (const [i, line] of readFileSync(file, "utf8").trimEnd().split("\n").entries()) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const ours = scopes.filter((scope) => /\.dockwright$|^meta\.embedded/.test(scope)).join(" ");
      const text = line.slice(startIndex, endIndex);
      if (ours === "" || text.trim() === "") continue;
      // How a shell's or Python's own words are told apart is their grammars' affair.
      const whole = /^meta\.embedded/.test(ours) ? line : text;
      const token = `${i + 1}: ${ours}  ${whole.trim()}`;
      if (token !== out.at(-1)) out.push(token);
    }
  }
  return `${out.join("\n")}\n`;
}

async function load(scopeName: string, own: boolean): Promise<IGrammar> {
  const registry = new textmate.Registry({
    onigLib: onigLib(),
    loadGrammar: async (name) => grammarOf(name, own),
    getInjections: (name) =>
      contributes.grammars
        .filter(({ injectTo }) => injectTo.includes(name))
        .map(({ scopeName }) => scopeName),
  });
  const grammar = await registry.loadGrammar(scopeName);
  if (!grammar) throw new Error(`no grammar ${scopeName}`);
  return grammar;
}

function grammarOf(name: string, own: boolean) {
  const contributed = contributes.grammars.find(({ scopeName }) => scopeName === name);
  const path = contributed
    ? join(root, contributed.path)
    : own && real[name] && join(extensions, real[name]);
  const standIn = standIns[name] && JSON.stringify(standIns[name]);
  const text = path ? readFileSync(path, "utf8") : standIn;
  return text ? textmate.parseRawGrammar(text, `${name}.json`) : null;
}

let loaded: Promise<IOnigLib> | undefined;

function onigLib(): Promise<IOnigLib> {
  loaded ??= loadOniguruma();
  return loaded;
}

async function loadOniguruma(): Promise<IOnigLib> {
  const { loadWASM, createOnigScanner, createOnigString } = onigurumaModule;
  await loadWASM(readFileSync(join(root, "node_modules/vscode-oniguruma/release/onig.wasm")));
  return { createOnigScanner, createOnigString };
}
