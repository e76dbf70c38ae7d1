import assert from "node:assert/strict";
import { test } from "node:test";
import { files } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\nCOPY --chmod=755 . .\n";
const context = {
  "a.sh": "#!/bin/sh\r\necho\r\n",
  "b.sh": "#!/bin/sh\r\n",
  "c.sh": "#!/bin/sh\r\n",
};

test("what was known of a script's first line is lost where line ends are mended, and nothing else", () => {
  for (const mending of [
    "dos2unix a.sh",
    "apk add dos2unix && dos2unix -q /app/a.sh || true",
    "sed -i 's/\\r$//' a.sh",
    "sed -ri -e 's/\\r$//' -- a.sh",
    "sed -i.bak 's/\\r$//g' /app/a.sh",
    "perl -pi -e 's/\\r//' a.sh",
    "find /app -name 'a*.sh' -type f -exec sed -i 's/\\r$//' {} \\;",
    "find . -name 'a*.sh' -print0 | xargs -0 dos2unix",
  ]) {
    const look = files(`${alpine}RUN ${mending}`, context);
    assert.equal(look("/app/a.sh").text, undefined, mending);
    const { fact } = look("/app/a.sh");
    assert.equal(fact.kind, "file");
    assert.equal(look("/app/d.sh").fact.kind, "absent", mending);
    assert.equal(fact.kind === "file" && fact.mode, 0o755, mending);
    assert.equal(look("/app/b.sh").text, context["b.sh"], mending);
  }
});

test("sed that only prints changes nothing", () => {
  const look = files(`${alpine}RUN sed 's/a/b/' a.sh && sed -n -e p b.sh`, context);
  assert.equal(look("/app/a.sh").text, context["a.sh"]);
});

test("sed on a glob changes those that match", () => {
  const look = files(`${alpine}RUN sed -i 's/\\r//' /app/*.sh`, context);
  assert.equal(look("/app/c.sh").text, undefined);
  assert.equal(look("/app/c.sh").fact.kind, "file");
});
