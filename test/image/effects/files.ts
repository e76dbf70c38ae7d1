import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDockerfile } from "../../../server/src/dockerfile/parse.ts";
import { throughLinks } from "../../../server/src/image/effects/links.ts";
import { evaluate } from "../../../server/src/image/evaluate.ts";
import { type Found, look } from "../../../server/src/image/filesystem.ts";
import { repositoryOf } from "../../harness/repository.ts";

/** What the last stage holds at a path, behind the links on the way. */
export function files(
  dockerfile: string,
  context: Readonly<Record<string, string>> = {},
): (path: string) => Found {
  const { listing } = repositoryOf({ ...context, Dockerfile: dockerfile });
  const parsed = parseDockerfile("/repo/Dockerfile", dockerfile);
  const image = evaluate(parsed, { listing, ignore: undefined }).at(-1);
  assert.ok(image, "no stage");
  const lookAt = (path: string) => look(image.filesystem, path);
  return (path) => lookAt(throughLinks(path, lookAt));
}

export type Presence = "present" | "absent" | "unknown";

export interface Row {
  /** Why it is so, as a sentence about the tool. */
  readonly title: string;
  readonly dockerfile: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
  readonly unknown?: readonly string[];
  /** Facts beyond presence, by path. */
  readonly facts?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One test for each row. */
export function table(rows: readonly Row[]): void {
  for (const { title, dockerfile, context, present, absent, unknown, facts } of rows) {
    test(title, () => {
      const found = files(dockerfile, context);
      const kinds = (paths: readonly string[] = []) =>
        paths.map((path) => `${path} ${presence(found(path))}`);
      assert.deepEqual(
        [...kinds(present), ...kinds(absent), ...kinds(unknown)],
        [
          ...(present ?? []).map((path) => `${path} present`),
          ...(absent ?? []).map((path) => `${path} absent`),
          ...(unknown ?? []).map((path) => `${path} unknown`),
        ],
      );
      for (const [path, fact] of Object.entries(facts ?? {})) {
        const actual = new Map<string, unknown>(Object.entries(found(path).fact));
        const asked = Object.keys(fact).map((key) => [key, actual.get(key)]);
        assert.deepEqual(Object.fromEntries(asked), fact, path);
      }
    });
  }
}

function presence({ fact }: Found): Presence {
  return fact.kind === "absent" || fact.kind === "unknown" ? fact.kind : "present";
}
