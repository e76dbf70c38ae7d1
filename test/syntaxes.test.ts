import { test } from "node:test";
import { expectFile } from "./harness/expect-file.ts";
import { sampleFile, samples, scopes } from "./harness/scopes.ts";

// What we add is asked for only; with VS Code's own grammars around it, it has to be the same: see e2e/.
for (const [name, scopeName] of samples) {
  const file = sampleFile(name);
  test(`${name}: with the least grammar around ours`, async () => {
    expectFile(`${file}.scopes`, await scopes(file, scopeName, false));
  });
}
