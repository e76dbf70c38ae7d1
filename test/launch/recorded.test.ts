import assert from "node:assert/strict";
import { test } from "node:test";
import type { Evidence, Files } from "../../server/src/evidence.ts";
import { recordedChains } from "../../server/src/launch/recorded.ts";

function chainOver(files: Files) {
  const image = {
    id: "sha256:1",
    tags: [],
    architecture: "amd64",
    operatingSystem: "linux",
    command: ["/app/current/start.sh"],
    user: "",
    workingDir: "",
    volumes: [],
  };
  const evidence: Evidence = {
    version: 1,
    target: { kind: "image", name: "shop" },
    image,
    files: { image: files },
    gaps: [],
  };
  return recordedChains(evidence).image;
}

const link: Files = {
  "/app": { kind: "directory", mode: 0o755 },
  "/app/current": { kind: "symlink", target: "../releases/42" },
};

test("a link whose end is absent leads nowhere, whatever lies on the way", () => {
  const chain = chainOver({ ...link, "/releases/42": { kind: "absent" } });
  assert.equal(chain?.outcome, "broken");
  assert.equal(chain?.steps.at(-1)?.verdict, "dangling-link");
});

test("a link whose end nobody looked at may lead anywhere", () => {
  assert.equal(chainOver(link)?.outcome, "unknown");
});
