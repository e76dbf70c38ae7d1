// node --import tsx test/bench/cases.ts FOLDER…: checks every case (a folder with an expected.json) and
// prints, for each, whether the expected cause was found at the expected line, and what else was found.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkRepository, readRepository, summary } from "../harness/repository.ts";

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
  const found = summary(repository, checkRepository(repository));
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
  const hit = found.some((one) => {
    const [place = "", cause = ""] = one.split(" ");
    return accept.includes(cause) && places.some(({ file, line }) => place === `${file}:${line}`);
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

function casesIn(folder: string): string[] {
  if (existsSync(join(folder, "expected.json"))) return [folder];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => casesIn(join(folder, entry.name)));
}
