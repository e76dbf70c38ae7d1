import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isKeptFromGit } from "../server/src/context/git-ignore.ts";
import { checkRepository, repositoryOf, summary } from "./harness/repository.ts";

describe("what .gitignore keeps out", () => {
  const cases: readonly [patterns: string, out: readonly string[], inside: readonly string[]][] = [
    ["*.pem", ["a.pem", "deep/er/b.pem"], ["pem", "a.pem.txt"]],
    ["/top.txt", ["top.txt"], ["sub/top.txt"]],
    ["sub/file", ["sub/file"], ["other/sub/file"]],
    ["build/", ["build/x", "a/build/x/y"], ["build"]],
    ["logs/*.log", ["logs/a.log"], ["logs/deep/a.log"]],
    ["logs/**/a.log", ["logs/a.log", "logs/x/y/a.log"], ["a.log"]],
    ["**/cache", ["cache", "a/b/cache", "cache/x"], ["cached"]],
    ["data/**", ["data/x", "data/x/y"], ["other"]],
    ["*.env\n!sample.env", ["a.env"], ["sample.env", "sub/sample.env"]],
    ["certs\n!certs/ca.crt", ["certs/ca.crt"], []],
    ["certs/*\n!certs/ca.crt", ["certs/key"], ["certs/ca.crt"]],
    ["file[0-9].txt\nx[!a]", ["file1.txt", "xb"], ["filea.txt", "xa"]],
    ["a.c+(x)", ["a.c+(x)"], ["abc+(x)", "a.ccx"]],
    ["\\#one\n\\!two\n# three", ["#one", "!two"], ["# three", "three"]],
    ["trailing   \nq?.txt\r\n", ["trailing", "q1.txt"], ["trailing   ", "q12.txt"]],
    ["[z-a]", [], ["z"]],
  ];
  for (const [patterns, out, inside] of cases) {
    test(JSON.stringify(patterns), () => {
      const { listing } = repositoryOf({ ".gitignore": patterns });
      const kept = (path: string) => isKeptFromGit(listing, path);
      assert.deepEqual(out.filter(kept), out);
      assert.deepEqual(inside.filter(kept), []);
    });
  }

  test("a file in a folder speaks of what lies there, and goes before those above", () => {
    const { listing } = repositoryOf({
      ".gitignore": "*.key\n",
      "a/.gitignore": "/own.txt\n!open.key\n",
    });
    const paths = ["x.key", "a/x.key", "a/open.key", "open.key", "a/own.txt", "a/b/own.txt"];
    assert.deepEqual(
      paths.filter((path) => isKeptFromGit(listing, path)),
      ["x.key", "a/x.key", "open.key", "a/own.txt"],
    );
  });
});

test("that a file is missing which everybody makes is said, and not for sure", () => {
  const compose = (body: string) => `services:\n  a:\n    image: x.example.com/a:1\n${body}`;
  const repository = repositoryOf({
    ".gitignore": "/conf/own.*\nown.env\n",
    "conf/other.json": "{}",
    "compose.yaml": compose(
      [
        "    volumes: [./conf/own.json:/etc/own.json, ./conf/ours.json:/etc/ours.json]",
        "    env_file: [own.env, ours.env]",
        "    configs: [own, ours]",
        "configs: { own: { file: conf/own.txt }, ours: { file: conf/ours.txt } }\n",
      ].join("\n"),
    ),
  });
  const findings = checkRepository(repository);
  const certainty = summary(repository, findings).map((one, i) => {
    const { message, certainty } = findings[i] ?? assert.fail(one);
    return `${certainty}: ${/\bours?\b|\bown\b/.exec(message)?.[0]}`;
  });
  assert.deepEqual(certainty.toSorted(), [
    "likely: ours",
    "likely: ours",
    "likely: ours",
    "possible: own",
    "possible: own",
    "possible: own",
  ]);
});

test("a service of which nothing but its build is said may be there to be built", () => {
  const certaintyOf = (body: string) =>
    checkRepository(
      repositoryOf({
        Dockerfile: "FROM scratch\nCOPY list.txt /\n",
        "list.txt": "one\n",
        "compose.yaml": `services:\n  a:\n    build: .\n${body}`,
      }),
    ).map(({ cause, certainty }) => `${cause.id} ${certainty}`);
  assert.deepEqual(certaintyOf(""), ["no-start-command possible"]);
  assert.deepEqual(certaintyOf("    restart: always\n"), ["no-start-command certain"]);
});
