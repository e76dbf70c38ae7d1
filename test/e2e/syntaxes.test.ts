import { test } from "node:test";
import { expectFile } from "../harness/expect-file.ts";
import { sampleFile, samples, scopes } from "../harness/scopes.ts";

for (const [name, scopeName] of samples) {
  const file = sampleFile(name);
  test(`${name}: with VS Code's own grammar around ours`, async () => {
    expectFile(`${file}.scopes`, await scopes(file, scopeName, true));
  });
}
