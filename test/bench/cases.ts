// node --import tsx test/bench/cases.ts FOLDER…: checks every case (a folder with an expected.json) and
// prints, for each, whether the expected cause was found at the expected line, and what else was found.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  checkRepository,
  type Repository,
  readRepository,
  summary,
} from "../harness/repository.ts";

interface Expected {
  readonly cause?: string;
  readonly accept?: readonly string[];
  readonly location?: { readonly file: string; readonly line: number };
  readonly related?: readonly { readonly file: string; readonly line: number }[];
  readonly static?: { readonly detectable?: string };
  readonly findings?: readonly unknown[];
}

const onlyStatic = process.argv.includes("--static");
const folders = process.argv.slice(2).filter((word) => !word.startsWith("--"));
let expectedOnes = 0;
let hits = 0;
let silent = 0;
let noisy = 0;
for (const folder of folders.flatMap(casesIn)) {
  const expected: Expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  if (onlyStatic && expected.static && expected.static.detectable !== "yes") continue;
  const repository = await readRepository(resolve(folder));
  const findings = checkRepository(repository);
  const found = summary(repository, findings);
  const name = folder.split("/").at(-1) ?? folder;
  if (!expected.cause || expected.cause === "none") {
    if (found.length === 0) silent++;
    else noisy++;
    console.log(`${found.length === 0 ? "silent" : "NOISY "} ${name}  ${found.join("; ")}`);
    continue;
  }
  expectedOnes++;
  const accept = expected.accept ?? [expected.cause];
  const places = [expected.location, ...(expected.related ?? [])].flatMap((place) => place ?? []);
  // A finding is right where its range covers the line.
  const hit = findings.some(({ cause, at }, i) => {
    const [, path = "", first = ""] = /^(.*):(\d+) /.exec(found[i] ?? "") ?? [];
    const more = textOf(repository, path).slice(at.start, at.end).split("\n").length - 1;
    return (
      accept.includes(cause.id) &&
      places.some(
        ({ file, line }) => file === path && Number(first) <= line && line <= Number(first) + more,
      )
    );
  });
  if (hit) hits++;
  const wanted = `${expected.location?.file}:${expected.location?.line} ${expected.cause}`;
  console.log(
    `${hit ? "hit   " : "MISSED"} ${name}  wanted ${wanted}  found ${found.join("; ") || "nothing"}`,
  );
}
console.log(
  `\n${hits} of ${expectedOnes} found; ${silent} silent, ${noisy} noisy where nothing may be said`,
);

function textOf({ texts, listing }: Repository, path: string): string {
  const entry = listing.entries.get(path);
  return texts.get(path) ?? (entry?.kind === "file" ? entry.text : undefined) ?? "";
}

function casesIn(folder: string): string[] {
  if (existsSync(join(folder, "expected.json"))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => casesIn(join(folder, entry.name)));
}
