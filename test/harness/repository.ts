import { existsSync, readFileSync } from "node:fs";
import type { Attributed } from "../../server/src/analysis/check.ts";
import { check } from "../../server/src/analysis/check.ts";
import { applyEdits, type Edit } from "../../server/src/base/text.ts";
import type { Prediction } from "../../server/src/causes/cause.ts";
import type { Entry, Listing } from "../../server/src/context/listing.ts";
import { kindOf } from "../../server/src/lsp/file-kinds.ts";
import { readFolder } from "../../server/src/lsp/folder.ts";
import { buildProject } from "../../server/src/project/build-project.ts";
import type { Project } from "../../server/src/project/project.ts";
import { unmark } from "./markers.ts";

/** A small repository as the analysis sees it: texts by path, and what its folder holds. */
export interface Repository {
  readonly root: string;
  /** Without drawings; by path from the root. */
  readonly texts: ReadonlyMap<string, string>;
  readonly listing: Listing;
}

/** Reads a folder from disk; what the tests themselves keep there is not part of it. */
export async function readRepository(root: string): Promise<Repository> {
  const { listing, sources } = await readFolder(root);
  const entries = new Map(
    [...listing.entries].filter(
      ([path]) => !/^(fixed(\/|$)|evidence\.json$|report\.md$)/.test(path),
    ),
  );
  const texts = new Map(
    [...sources.values()].flatMap(({ file, text }) => {
      const path = file.slice(root.length + 1);
      return entries.has(path) ? [[path, unmark(text)] as const] : [];
    }),
  );
  return { root, texts, listing: { root, entries } };
}

/** A repository made of texts; a path that ends in a slash is an empty folder. */
export function repositoryOf(files: Readonly<Record<string, string>>, root = "/repo"): Repository {
  const entries = new Map<string, Entry>();
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/").filter(Boolean);
    for (let i = 1; i < parts.length + (path.endsWith("/") ? 1 : 0); i++) {
      entries.set(parts.slice(0, i).join("/"), { kind: "directory", listed: true });
    }
    if (!path.endsWith("/"))
      entries.set(path, { kind: "file", mode: 0o644, text, size: text.length });
  }
  const texts = Object.entries(files).filter(([path]) => kindOf(path) !== undefined);
  return { root, texts: new Map(texts), listing: { root, entries } };
}

export function projectOf({ root, texts, listing }: Repository): Project {
  const sources = [...texts].map(([path, text]) => ({ file: `${root}/${path}`, text }));
  const ofKind = (...kinds: ReturnType<typeof kindOf>[]) =>
    sources.filter(({ file }) => kinds.includes(kindOf(file)));
  return buildProject({
    dockerfiles: ofKind("dockerfile"),
    composeFiles: ofKind("compose"),
    others: new Map(ofKind("ignore", "environment").map((source) => [source.file, source])),
    listings: [listing],
  });
}

export function checkRepository(repository: Repository): Attributed<Prediction>[] {
  return check(projectOf(repository));
}

/** The files that change when the first fix of each finding is applied, by path; new ones included. */
export function firstFixes(
  { root, texts }: Repository,
  findings: readonly Attributed<Prediction>[],
): Map<string, string> {
  const edits = new Map<string, Edit[]>();
  for (const { fixes = [] } of findings) {
    for (const edit of fixes[0]?.edits ?? []) {
      const path = edit.span.file.slice(root.length + 1);
      edits.set(path, [...(edits.get(path) ?? []), edit]);
    }
  }
  return new Map([...edits].map(([path, own]) => [path, applyEdits(texts.get(path) ?? "", own)]));
}

/** "error cause-id path:line message" of each finding: what a person reads first. */
export function summary({ root, texts }: Repository, findings: readonly Attributed<Prediction>[]) {
  return findings.map(({ cause, at }) => {
    const path = at.file.slice(root.length + 1);
    const line = (texts.get(path) ?? "").slice(0, at.start).split("\n").length;
    return `${path}:${line} ${cause.id}`;
  });
}

export function textIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
