import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readRepository } from "./repository.ts";

/**
 * How a container comes out, as `start.json` writes it: "KIND: WORDS", where WORDS are part of what was said.
 *
 *     refused       compose does not take the files
 *     not built     the build fails
 *     not started   the engine or compose does not start it
 *     fails         it starts and ends with a code other than 0, whichever the engine or a shell chose
 *     ends          it starts and ends with code 0
 *     unhealthy     it runs, and its healthcheck says WORDS
 *     healthy       it runs, and its healthcheck says WORDS
 *     says          it runs and has said WORDS
 *     runs          it runs a process whose command line begins with WORDS
 */
export interface Outcome {
  readonly kind: string;
  readonly words: string;
}

/** What a `start.json` beside a `fixed/` says: what is started, and how that ends before and after the fixes. */
export interface StartCase {
  /** Of the compose file, in the order in which they are started; the last is watched. None: the Dockerfile's container. */
  readonly services: readonly string[];
  /** The compose file or the Dockerfile, where it has another name than the usual one. */
  readonly file: string | undefined;
  /** The builder without BuildKit, where only that one fails. */
  readonly classicBuilder: boolean;
  readonly before: Outcome;
  readonly after: Outcome;
}

const kinds = /^(refused|not built|not started|fails|ends|unhealthy|healthy|says|runs)$/;

/** The cases below a folder of fixtures which say how they are started, by their paths from there. */
export function startCases(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => basename(path) === "start.json")
    .map((path) => dirname(path).replaceAll("\\", "/"))
    .toSorted();
}

/** Reads a `start.json`; throws where it says what nobody understands. */
export function readStartCase(folder: string): StartCase {
  const text = readFileSync(join(folder, "start.json"), "utf8");
  const { services = [], file, classicBuilder = false, before, after, ...rest } = JSON.parse(text);
  const unknown = Object.keys(rest);
  if (unknown.length > 0) throw new Error(`start.json: unknown ${unknown.join(", ")}`);
  return { services, file, classicBuilder, before: outcomeOf(before), after: outcomeOf(after) };
}

function outcomeOf(text: unknown): Outcome {
  const [, kind = "", words = ""] = /^([^:]+)(?:: (.+))?$/s.exec(String(text)) ?? [];
  if (!kinds.test(kind)) {
    throw new Error(`start.json: no outcome is called ${JSON.stringify(text)}`);
  }
  return { kind, words };
}

/** Copies the project of a fixture, without what is drawn into it and what tests keep beside it. */
export async function copyProject(fixture: string, folder: string): Promise<void> {
  const { texts } = await readRepository(fixture);
  mkdirSync(folder, { recursive: true });
  const ofTests = /^(fixed|start\.json|elsewhere\.txt)$/;
  for (const name of readdirSync(fixture).filter((entry) => !ofTests.test(entry))) {
    cpSync(join(fixture, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const [path, text] of texts) writeFileSync(join(folder, path), text);
}

/** Lays the files of `fixed/` over a copy of the project; those that are there keep their modes. */
export function applyFixes(fixture: string, folder: string): void {
  const fixed = join(fixture, "fixed");
  if (!existsSync(fixed)) throw new Error(`${fixture} has no quick fixes`);
  for (const entry of readdirSync(fixed, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(folder, source.slice(fixed.length + 1));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(source));
  }
}
