// node --import tsx test/bench/evidence.ts EVIDENCE CASES: judges recorded evidence (EVIDENCE/<case>.json)
// and prints, for each case of CASES, whether the true cause is confirmed, and first.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import { projectOf, readRepository } from "../harness/repository.ts";

const [evidenceFolder = "", casesFolder = ""] = process.argv.slice(2);
let asked = 0;
let first = 0;
let wrong = 0;
let silent = 0;
let healthy = 0;
for (const name of readdirSync(casesFolder)) {
  const file = join(evidenceFolder, `${name}.json`);
  const folder = join(casesFolder, name);
  if (!existsSync(file)) continue;
  const evidence: Evidence = JSON.parse(readFileSync(file, "utf8"));
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const accept: readonly string[] = expected.accept ?? [expected.cause];
  const { findings } = diagnose(evidence, projectOf(await readRepository(folder)));
  const confirmed = findings.filter(({ quotes }) => quotes !== undefined);
  const causes = confirmed.map(({ cause, certainty }) => `${cause.id} (${certainty})`);
  if (expected.cause === "none") {
    healthy++;
    if (causes.length === 0) silent++;
    console.log(`${causes.length === 0 ? "silent" : "BLAMED"} ${name}  ${causes.join(", ")}`);
    continue;
  }
  asked++;
  const hit = accept.includes(confirmed[0]?.cause.id ?? "");
  if (hit) first++;
  const falseOnes = confirmed.filter(
    ({ cause, certainty }) => certainty === "certain" && !accept.includes(cause.id),
  );
  if (falseOnes.length > 0) wrong++;
  const mark = hit
    ? falseOnes.length > 0
      ? "also  "
      : "first "
    : causes.length > 0
      ? "WRONG "
      : "none  ";
  console.log(
    `${mark} ${name}  wanted ${accept.join("|")}  found ${causes.join(", ") || "nothing"}`,
  );
}
console.log(
  `\n${first} of ${asked} true causes first; ${wrong} with a wrong one called certain; ${silent} of ${healthy} silent`,
);
