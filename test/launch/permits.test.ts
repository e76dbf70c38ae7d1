import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fact } from "../../server/src/launch/facts.ts";
import { type Bit, permits, type User } from "../../server/src/launch/permits.ts";

const app: User = { uid: 1000, gids: [1000] };
const somebody: User = { uid: undefined, gids: undefined };
const file = (mode?: number, uid?: number, gid?: number): Fact => ({
  kind: "file",
  ...(mode !== undefined && { mode }),
  ...(uid !== undefined && { uid }),
  ...(gid !== undefined && { gid }),
});

const rows: readonly [title: string, user: User | undefined, fact: Fact, bit: Bit, boolean][] = [
  ["root may", { uid: 0, gids: [0] }, file(0o000, 1000, 1000), 0o4, true],
  ["nobody knows who: nothing is refused", undefined, file(0o000, 0, 0), 0o4, true],
  ["nobody knows the mode", app, file(undefined, 0, 0), 0o4, true],
  ["a bit that nobody has", app, file(0o600), 0o1, false],
  ["a bit that all have", app, file(0o755), 0o1, true],
  ["the owner's own bits", app, file(0o700, 1000, 0), 0o1, true],
  ["the owner may less than others", app, file(0o077, 1000, 0), 0o1, false],
  ["of a stranger only the last bits count", app, file(0o711, 0, 0), 0o4, false],
  ["of a member those of the group", app, file(0o750, 0, 1000), 0o1, true],
  ["nobody knows the owner", app, file(0o700), 0o1, true],
  [
    "nobody knows the groups: one of them may be it",
    { uid: 1000, gids: undefined },
    file(0o750, 0, 0),
    0o1,
    true,
  ],
  ["whoever it is, root it is not", somebody, file(0o744, 0, 0), 0o1, false],
  ["somebody may be the owner of what is not root's", somebody, file(0o700, 1000, 0), 0o1, true],
  ["a link has no bits", app, { kind: "symlink", target: "x" }, 0o1, true],
];

for (const [title, user, fact, bit, expected] of rows) {
  test(title, () => assert.equal(permits(user, fact, bit), expected));
}
