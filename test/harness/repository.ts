import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Attributed } from "../../server/src/analysis/check.ts";
import { check } from "../../server/src/analysis/check.ts";
import { dirname } from "../../server/src/base/path.ts";
import { applyEdits, type Edit } from "../../server/src/base/text.ts";
import type { Prediction } from "../../server/src/causes/cause.ts";
import type { Entry, Listing } from "../../server/src/context/listing.ts";
import { headBytes } from "../../server/src/launch/facts.ts";
import { readHead } from "../../server/src/launch/head.ts";
import { kindOf } from "../../server/src/lsp/file-kinds.ts";
import { readFolder } from "../../server/src/lsp/folder.ts";
import { buildProject } from "../../server/src/project/build-project.ts";
import type { Project } from "../../server/src/project/project.ts";
import type { Sources } from "../../server/src/project/sources.ts";
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
      ([path]) =>
        !/^(fixed(\/|$)|start\.json$|evidence\.json$|report\.md$|elsewhere\.txt$)/.test(path),
    ),
  );
  const texts = new Map(
    [...sources.values()].flatMap(({ file, text }) => {
      const path = file.slice(root.length + 1);
      return entries.has(path) ? [[path, unmark(text)] as const] : [];
    }),
  );
  return withMentioned({ root, texts, listing: { root, entries } });
}

/** With the files of any name that compose files speak of. */
async function withMentioned(repository: Repository): Promise<Repository> {
  const { root, texts, listing } = repository;
  const paths = projectOf(repository)
    .wanted.map((file) => file.slice(root.length + 1))
    .filter((path) => !texts.has(path) && listing.entries.get(path)?.kind === "file");
  if (paths.length === 0) return repository;
  const read = paths.map(
    async (path) => [path, unmark(await readFile(join(root, path), "utf8"))] as const,
  );
  const mentioned = new Map(await Promise.all(read));
  const entries = [...listing.entries].map(([path, entry]) => {
    const text = mentioned.get(path);
    const known = entry.kind === "file" && entry.text !== undefined && text !== undefined;
    return [path, known ? { ...entry, text } : entry] as const;
  });
  return withMentioned({
    root,
    texts: new Map([...texts, ...mentioned]),
    listing: { root, entries: new Map(entries) },
  });
}

/** How a file of a page differs from a plain text: in its line ends, its bytes, its execute bit. */
export const howBytes = ["crlf", "mach-o", "glibc", "executable", "empty"] as const;
export type Bytes = (typeof howBytes)[number];

/** A repository made of texts; a path that ends in a slash is an empty folder. */
export function repositoryOf(
  files: Readonly<Record<string, string>>,
  bytes: Readonly<Record<string, Bytes>> = {},
): Repository {
  const entries = new Map<string, Entry>();
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/").filter(Boolean);
    for (let i = 1; i < parts.length + (path.endsWith("/") ? 1 : 0); i++) {
      entries.set(parts.slice(0, i).join("/"), { kind: "directory", listed: true });
    }
    if (!path.endsWith("/")) entries.set(path, entryOf(text, bytes[path]));
  }
  return {
    root: "/repo",
    texts: new Map(Object.entries(files)),
    listing: { root: "/repo", entries },
  };
}

function entryOf(text: string, bytes: Bytes | undefined): Entry {
  const mode = bytes === undefined ? 0o644 : 0o755;
  if (bytes === "mach-o") {
    return { kind: "file", mode, size: 16, head: { kind: "other", what: "mach-o" } };
  }
  if (bytes === "glibc") {
    const loader = "/lib64/ld-linux-x86-64.so.2";
    return { kind: "file", mode, size: 148, head: { kind: "elf", machine: "amd64", loader } };
  }
  // A file that a page only names holds what nobody knows.
  if (text === "" && bytes !== "empty") return { kind: "file", mode };
  const written = bytes === "crlf" ? text.replaceAll("\n", "\r\n") : text;
  return { kind: "file", mode, text: written, size: written.length, head: headOf(written) };
}

function headOf(text: string) {
  return readHead(new TextEncoder().encode(text).subarray(0, headBytes));
}

/** The repository after some of its files got other texts, or were created. */
export function withTexts(
  repository: Repository,
  changed: ReadonlyMap<string, string>,
): Repository {
  const entries = new Map(repository.listing.entries);
  for (const [path, text] of changed) {
    const before = entries.get(path);
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
      if (!entries.has(folder)) entries.set(folder, { kind: "directory", listed: true });
    }
    const mode = before?.kind === "file" && before.mode !== undefined ? before.mode : 0o644;
    entries.set(path, { kind: "file", mode, text, size: text.length, head: headOf(text) });
  }
  const known = [...changed].filter(
    ([path]) => kindOf(path) !== undefined || repository.texts.has(path),
  );
  return {
    ...repository,
    texts: new Map([...repository.texts, ...known]),
    listing: { root: repository.listing.root, entries },
  };
}

export function projectOf(repository: Repository): Project {
  return buildProject(sourcesOf(repository));
}

export function sourcesOf({ root, texts, listing }: Repository): Sources {
  const sources = [...texts].map(([path, text]) => ({ file: `${root}/${path}`, text }));
  const ofKind = (...kinds: ReturnType<typeof kindOf>[]) =>
    sources.filter(({ file }) => kinds.includes(kindOf(file)));
  return {
    dockerfiles: ofKind("dockerfile"),
    composeFiles: ofKind("compose"),
    others: new Map(
      sources
        .filter(({ file }) => !/^(dockerfile|compose)$/.test(kindOf(file) ?? ""))
        .map((source) => [source.file, source]),
    ),
    listings: [listing],
  };
}

export function checkRepository(repository: Repository): Attributed<Prediction>[] {
  return check(projectOf(repository));
}

/** The files that change when the first fix of each finding is applied, by path; new ones included. */
export function firstFixes(
  { root, texts, listing }: Repository,
  findings: readonly Attributed<Prediction>[],
): Map<string, string> {
  const edits = new Map<string, Edit[]>();
  for (const { fixes = [] } of findings) {
    for (const edit of fixes[0]?.edits ?? []) {
      const path = edit.span.file.slice(root.length + 1);
      edits.set(path, [...(edits.get(path) ?? []), edit]);
    }
  }
  return new Map(
    [...edits].map(([path, own]) => {
      const entry = listing.entries.get(path);
      const listed = entry?.kind === "file" ? entry.text : undefined;
      return [path, applyEdits(texts.get(path) ?? listed ?? "", own)];
    }),
  );
}

/** "error cause-id path:line message" of each finding: what a person reads first. */
export function summary(repository: Repository, findings: readonly Attributed<Prediction>[]) {
  const { root } = repository;
  return findings.map(({ cause, at }) => {
    const path = at.file.slice(root.length + 1);
    const line = textIn(repository, path).slice(0, at.start).split("\n").length;
    return `${path}:${line} ${cause.id}`;
  });
}

/** The text of a file, as far as it was read; "" where it was not. */
export function textIn({ texts, listing }: Repository, path: string): string {
  const entry = listing.entries.get(path);
  return texts.get(path) ?? (entry?.kind === "file" ? entry.text : undefined) ?? "";
}
