import assert from "node:assert/strict";
import { test } from "node:test";
import { checkRepository, repositoryOf } from "./harness/repository.ts";

const start = { "start.sh": "#!/bin/sh\nexec sleep 1\n" };
const wrong = 'FROM debian:bookworm-slim\nCOPY start.sh /srv/\nCMD ["/srv/begin.sh"]\n';

/** Of each finding the causes that it says to remain. */
function remaining(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const found = checkRepository(repositoryOf({ ...start, ...files }, { "start.sh": "executable" }));
  return Object.fromEntries(
    found.map(({ cause, related = [] }) => [
      cause.id,
      related.flatMap(({ message }) => /also stops the start: (\S+)$/.exec(message)?.[1] ?? []),
    ]),
  );
}

test("a program that is missing, and an env_file", () => {
  const service = "services:\n  a:\n    build: .\n    env_file: conf/a.txt\n";
  assert.deepEqual(remaining({ Dockerfile: wrong, "compose.yaml": service }), {
    "program-missing": ["env-file-missing"],
    "env-file-missing": ["program-missing"],
  });
});

test("a service that is waited for in vain, a stage that there is not, and a port", () => {
  const files = {
    Dockerfile: `FROM alpine:3.20 AS files\nFROM alpine:3.20\nCOPY --from=file /etc/hosts /x\nCMD ["sleep", "9"]\n`,
    "compose.yaml": `services:
  a:
    build: .
    ports: ["80:80"]
    depends_on: [nobody]
  b:
    image: x.example.com/b:1
    ports: ["80:80"]
`,
  };
  assert.deepEqual(remaining(files), {
    "copy-from-unknown-stage": ["dependency-not-started"],
    "dependency-not-started": ["copy-from-unknown-stage"],
    "port-taken": [],
  });
});

test("what is no more than possible is not said to remain, and says what does", () => {
  const service = "services:\n  a:\n    build: .\n    env_file: .env\n";
  assert.deepEqual(remaining({ Dockerfile: wrong, "compose.yaml": service }), {
    "program-missing": [],
    "env-file-missing": ["program-missing"],
  });
});

test("a healthcheck that fails does not keep its own container from starting", () => {
  const service =
    'services:\n  a:\n    build: .\n    healthcheck: { test: ["CMD", "curl", "http://localhost"] }\n';
  assert.deepEqual(remaining({ Dockerfile: wrong, "compose.yaml": service }), {
    "program-missing": [],
    "healthcheck-tool-missing": [],
  });
});

test("findings of two services have nothing to do with each other", () => {
  const files = {
    Dockerfile: wrong,
    "compose.yaml":
      "services:\n  a: { build: . }\n  b: { image: x.example.com/b:1, env_file: conf/b.txt }\n",
  };
  assert.deepEqual(remaining(files), { "program-missing": [], "env-file-missing": [] });
});
