// node --import tsx test/bench/compose.ts FOLDER…: compares what we read in every compose file below with what
// docker compose makes of it, and prints where they differ.
import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { composeProgram } from "../../scripts/compose.mjs";
import { kindOf } from "../../server/src/lsp/file-kinds.ts";
import { callFor, compare } from "../compose-config/compare.ts";

const program = composeProgram();
if (!program) throw new Error("node scripts/compose.mjs installs Docker Compose");
const count = { equal: 0, different: 0, rejected: 0 };
for (const folder of process.argv.slice(2)) {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (kindOf(path) !== "compose" || path.includes("override")) continue;
    const file = resolve(join(folder, path));
    const found = await compare(program, dirname(file), callFor(basename(file)));
    if (found === "rejected") count.rejected++;
    else if (found.length === 0) count.equal++;
    else {
      count.different++;
      console.log([file, ...found].join("\n    "));
    }
  }
}
console.log(`${count.equal} equal, ${count.different} different, ${count.rejected} rejected`);
