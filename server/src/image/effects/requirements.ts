import { basename, dirname, resolve } from "../../base/path.ts";
import { expandGlob, isGlob } from "./glob.ts";
import { readProject } from "./pyproject.ts";
import { possiblePackages } from "./python-closure.ts";
import { type Content, normalizedName, packageName } from "./python-environment.ts";
import { placeOf, type Words, type World } from "./tool.ts";

/** What a call of pip installs, as far as it is told. */
export interface Wanted {
  /** Normalised names. */
  readonly packages: readonly string[];
  /** Console scripts of the projects that are installed from their source. */
  readonly scripts: readonly string[];
  /** Nothing else is named, but for what those bring along. */
  readonly complete: boolean;
}

/** Operands of pip: names, files of wheels, folders of projects. */
export function wantedByWords(words: Words, world: World): Wanted {
  return all(words.map((word) => wantedByWord(word, world)));
}

function wantedByWord(word: string | undefined, world: World): Wanted {
  if (word === undefined || /:\/\//.test(word)) return anybody;
  const bare = word.replace(/\[[^\]]*\]$/, "");
  const path = placeOf(bare, world);
  if (bare.endsWith(".whl") || /[/].*[*?]/.test(bare)) {
    const wheels =
      path && isGlob(bare) ? expandGlob(path, world) : { paths: [bare], complete: true };
    const names = wheels.paths.map(
      (wheel) => /^([A-Za-z0-9_.]+)-\d.*\.whl$/.exec(basename(wheel))?.[1],
    );
    const packages = names.flatMap((name) => (name === undefined ? [] : normalizedName(name)));
    return { packages, scripts: [], complete: wheels.complete && packages.length === names.length };
  }
  if (/^[./~]/.test(word)) return path === undefined ? anybody : readProject(path, world);
  const name = packageName(word);
  return name === undefined ? anybody : { packages: [name], scripts: [], complete: true };
}

/** Requirement files and those that they include: pip's "Requirements File Format". */
export function wantedByFiles(files: Words, world: World, depth = 0): Wanted {
  return all(
    files.map((file) => {
      const path = placeOf(file, world);
      const { text } = path === undefined ? { text: undefined } : world.look(path);
      if (path === undefined || text === undefined || depth > 5) return anybody;
      const lines = text.replace(/\\\r?\n/g, " ").split(/\r?\n/);
      return all(
        lines.map((line) =>
          wantedByLine(line.replace(/(^|\s)#.*$/, "").trim(), path, world, depth),
        ),
      );
    }),
  );
}

function wantedByLine(line: string, file: string, world: World, depth: number): Wanted {
  const [, flag, value = ""] = /^(-r|--requirement|-e|--editable)[=\s]*(.+)$/.exec(line) ?? [];
  if (flag === "-r" || flag === "--requirement") {
    return wantedByFiles([resolve(dirname(file), value.trim())], world, depth + 1);
  }
  if (flag !== undefined) return wantedByWord(value.trim(), world);
  if (line === "" || line.startsWith("-") || elsewhere.test(line)) return nothing;
  return wantedByWord(line.startsWith(".") ? line : packageName(line), world);
}

/** Markers (PEP 508) of systems that no container runs. */
const elsewhere = /;.*(win32|Windows|darwin|Darwin)/;

const nothing: Wanted = { packages: [], scripts: [], complete: true };
const anybody: Wanted = { packages: [], scripts: [], complete: false };

export function all(parts: readonly Wanted[]): Wanted {
  return {
    packages: parts.flatMap(({ packages }) => packages),
    scripts: parts.flatMap(({ scripts }) => scripts),
    complete: parts.every(({ complete }) => complete),
  };
}

/** What comes into an environment with them. */
export function contentOf(wanted: Wanted): Content {
  const { packages, scripts, complete } = wanted;
  return { packages, scripts, possible: (complete && possiblePackages(packages)) || "any" };
}
