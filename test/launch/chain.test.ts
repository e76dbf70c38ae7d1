import assert from "node:assert/strict";
import { test } from "node:test";
import { type Start, startChain, walkWith } from "../../server/src/launch/chain.ts";
import type { Fact, Head } from "../../server/src/launch/facts.ts";

const folder: Fact = { kind: "directory", mode: 0o755, uid: 0, gid: 0 };
const elf: Head = { kind: "elf", machine: "amd64" };
const program = (head: Head = elf, mode = 0o755): Fact => ({
  kind: "file",
  mode,
  uid: 0,
  gid: 0,
  head,
});
const script = (interpreter: string, argument?: string): Fact =>
  program({
    kind: "script",
    interpreter,
    ...(argument && { argument }),
    crlf: interpreter.endsWith("\r"),
  });
const link = (target: string): Fact => ({ kind: "symlink", target });

/** "role verdict path" of each step. */
function walk(files: Readonly<Record<string, Fact>>, start: Partial<Start> & { program: string }) {
  const look = (path: string): Fact => {
    if (files[path]) return files[path];
    const below = Object.keys(files).some((other) => other.startsWith(`${path}/`));
    return below ? folder : { kind: "absent" };
  };
  const full = { path: ["/usr/local/bin", "/usr/bin"], cwd: "/app", ...start };
  const { steps, outcome } = walkWith(startChain(full), look);
  return { steps: steps.map(({ role, verdict, path }) => `${role} ${verdict} ${path}`), outcome };
}

const cases: readonly [name: string, ReturnType<typeof walk>, string[], string][] = [
  [
    "a bare name is looked up in PATH, in its order",
    walk({ "/usr/bin/x": program(), "/usr/local/bin/x": program() }, { program: "x" }),
    ["program ok /usr/local/bin/x"],
    "ok",
  ],
  [
    "PATH skips what has no execute bit",
    walk({ "/usr/local/bin/x": program(elf, 0o644), "/usr/bin/x": program() }, { program: "x" }),
    ["program ok /usr/bin/x"],
    "ok",
  ],
  [
    "a name with a slash is looked up from the working directory",
    walk({ "/app/run": program() }, { program: "./run" }),
    ["program ok /app/run"],
    "ok",
  ],
  [
    "nothing in PATH",
    walk({ "/usr/bin/y": program() }, { program: "x" }),
    ["program not-on-path x"],
    "broken",
  ],
  [
    "a PATH that is not known ends in unknown",
    walk({}, { program: "x", path: undefined }),
    ["program unknown x"],
    "unknown",
  ],
  [
    "nothing at an absolute path, below a folder that is there",
    walk({ "/app/main.py": program() }, { program: "/app/bin/x" }),
    ["program missing /app/bin"],
    "broken",
  ],
  [
    "a link to a link to a file, one of them relative",
    walk(
      { "/app/a": link("b"), "/app/b": link("/opt/c"), "/opt/c": program() },
      { program: "/app/a" },
    ),
    ["program ok /opt/c"],
    "ok",
  ],
  [
    "a link that points nowhere is dangling",
    walk({ "/app/python": link("/usr/bin/python3") }, { program: "/app/python" }),
    ["program dangling-link /usr"],
    "broken",
  ],
  [
    "behind a linked folder a missing name is missing, not dangling",
    walk({ "/bin": link("usr/bin"), "/usr/bin/y": program() }, { program: "/bin/x" }),
    ["program missing /usr/bin/x"],
    "broken",
  ],
  [
    "links in a circle",
    walk({ "/app/a": link("b"), "/app/b": link("a") }, { program: "/app/a" }),
    ["program link-loop /app/a"],
    "broken",
  ],
  [
    "a file where a folder is needed",
    walk({ "/app": program() }, { program: "/app/x" }),
    ["program parent-not-a-directory /app"],
    "broken",
  ],
  [
    "a folder is no program",
    walk({ "/app/x/y": program() }, { program: "/app/x" }),
    ["program not-a-file /app/x"],
    "broken",
  ],
  [
    "no execute bit",
    walk({ "/app/x": program(elf, 0o644) }, { program: "/app/x" }),
    ["program not-executable /app/x"],
    "broken",
  ],
  [
    "a script leads to its interpreter, and that to its loader",
    walk(
      {
        "/app/x": script("/usr/bin/python3"),
        "/usr/bin/python3": program({ kind: "elf", machine: "amd64", loader: "/lib/ld.so" }),
        "/lib/ld.so": program(elf, 0o644),
      },
      { program: "/app/x" },
    ),
    ["program ok /app/x", "interpreter ok /usr/bin/python3", "loader not-executable /lib/ld.so"],
    "broken",
  ],
  [
    "an interpreter that is named with a carriage return",
    walk({ "/app/x": script("/bin/sh\r"), "/bin/sh": program() }, { program: "/app/x" }),
    ["program ok /app/x", "interpreter interpreter-with-carriage-return /bin/sh\r"],
    "broken",
  ],
  [
    "env looks its word up in PATH",
    walk(
      { "/app/x": script("/usr/bin/env", "python3"), "/usr/bin/env": program() },
      { program: "/app/x" },
    ),
    ["program ok /app/x", "interpreter ok /usr/bin/env", "command not-on-path python3"].filter(
      (step) => !step.startsWith("interpreter"),
    ),
    "broken",
  ],
  [
    "a missing loader",
    walk(
      { "/x": program({ kind: "elf", machine: "amd64", loader: "/lib/ld-musl.so.1" }) },
      { program: "/x" },
    ),
    ["program ok /x", "loader missing /lib"],
    "broken",
  ],
  [
    "text without a first line that names an interpreter",
    walk({ "/app/x": program({ kind: "other", what: "text" }) }, { program: "/app/x" }),
    ["program no-program /app/x"],
    "broken",
  ],
  [
    "a program for another machine",
    walk({ "/x": program({ kind: "elf", machine: "arm64" }) }, { program: "/x", machine: "amd64" }),
    ["program wrong-machine /x"],
    "broken",
  ],
  [
    "a 32-bit program runs on a 64-bit machine of its kind",
    walk({ "/x": program({ kind: "elf", machine: "386" }) }, { program: "/x", machine: "amd64" }),
    ["program ok /x"],
    "ok",
  ],
  [
    "a user may not pass a folder of root's",
    walk(
      { "/root": { kind: "directory", mode: 0o700, uid: 0, gid: 0 }, "/root/x": program() },
      { program: "/root/x", user: { uid: 1000, gids: [1000] } },
    ),
    ["program not-permitted /root"],
    "broken",
  ],
  [
    "root may pass everywhere",
    walk(
      {
        "/root": { kind: "directory", mode: 0o700, uid: 1, gid: 1 },
        "/root/x": program(elf, 0o100),
      },
      { program: "/root/x", user: { uid: 0, gids: [0] } },
    ),
    ["program ok /root/x"],
    "ok",
  ],
  [
    "the group's bits count for a member, not the others'",
    walk({ "/x": program(elf, 0o705) }, { program: "/x", user: { uid: 1000, gids: [0] } }),
    ["program not-executable /x"],
    "broken",
  ],
  [
    "what is unknown on the way makes the whole unknown",
    walk({ "/app": { kind: "unknown" } }, { program: "/app/x" }),
    ["program unknown /app"],
    "unknown",
  ],
];

for (const [name, found, steps, outcome] of cases) {
  test(name, () => assert.deepEqual(found, { steps, outcome }));
}
