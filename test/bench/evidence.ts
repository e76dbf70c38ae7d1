// node --import tsx test/bench/evidence.ts EVIDENCE CASES: judges recorded evidence (EVIDENCE/<case>.json)
// and prints, for each case of CASES, whether the true cause is confirmed, and first.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isCase, score } from "./score.ts";

const [evidenceFolder = "", casesFolder = ""] = process.argv.slice(2);
const total = score();
for (const name of readdirSync(casesFolder)) {
  const file = join(evidenceFolder, `${name}.json`);
  const folder = resolve(casesFolder, name);
  if (!isCase(folder) || !existsSync(file)) continue;
  await total.add(folder, name, JSON.parse(readFileSync(file, "utf8")));
}
total.print();
