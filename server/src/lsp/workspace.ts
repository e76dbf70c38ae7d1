import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Attributed, check } from "../analysis/check.ts";
import { dirname, isWithin, join, within } from "../base/path.ts";
import type { Prediction } from "../causes/cause.ts";
import { buildProject } from "../project/build-project.ts";
import type { Project } from "../project/project.ts";
import type { Source } from "../project/sources.ts";
import type { TextOf } from "./convert.ts";
import { type FileKind, kindOf } from "./file-kinds.ts";
import { type Folder, readFolder, readSource, refreshFolder } from "./folder.ts";
import type { Settings } from "./settings.ts";
import { fileOf } from "./uris.ts";

/** The files of all folders as they are now, unsaved changes included, and what is made of them. */
export interface Snapshot {
  readonly project: Project;
  readonly predictions: () => readonly Attributed<Prediction>[];
  readonly textOf: TextOf;
}

export interface Workspace {
  /** Reads a folder unless it, or one around it, is known. */
  open(root: string): Promise<void>;
  close(root: string): void;
  /** Files on disk have changed. */
  changed(files: readonly string[]): Promise<void>;
  /** Everything known about the given folders; all of them when none is given. */
  snapshot(roots?: readonly string[]): Promise<Snapshot>;
}

/**
 * `documents` are those that an editor holds: they count more than what is on disk. `composeLists` are
 * the lists of compose files that the user set, as paths from a folder; `environment` is what compose
 * would find in its own.
 */
export function createWorkspace(
  documents: () => readonly TextDocument[],
  composeLists: () => Settings["composeLists"],
  environment: ReadonlyMap<string, string>,
): Workspace {
  const folders = new Map<string, Promise<Folder>>();
  const sourceOf = new WeakMap<TextDocument, { version: number; source: Open }>();
  // Files of any name that compose files mention; undefined for those that cannot be read.
  const mentioned = new Map<string, Source | undefined>();
  let rereading = Promise.resolve();
  let last: { readonly key: readonly unknown[]; readonly snapshot: Snapshot } | undefined;

  return {
    async open(root) {
      if ([...folders.keys()].some((known) => isWithin(root, known))) return;
      const folder = readFolder(root);
      folders.set(root, folder);
      await folder;
    },

    close(root) {
      folders.delete(root);
    },

    async changed(files) {
      rereading = rereading.then(() => reread(files));
      for (const [root, folder] of folders) {
        if (files.some((file) => isWithin(root, file))) {
          folders.set(
            root,
            folder.then(({ sources }) => readFolder(root, sources)),
          );
          continue;
        }
        const own = files.filter((file) => isWithin(file, root));
        if (own.length === 0) continue;
        folders.set(
          root,
          folder.then((known) => refreshFolder(known, own)),
        );
      }
      await Promise.all([...folders.values(), rereading]);
    },

    async snapshot(roots) {
      const open = documents().map(sourceFor);
      // A document outside of every folder brings its own.
      for (const { file, kind } of open) {
        if (file.startsWith("/") && kind) await this.open(dirname(file));
      }
      await rereading;
      const all = await Promise.all(folders.values());
      const chosen = all.filter(
        ({ root }) => !roots || roots.some((one) => isWithin(one, root) || isWithin(root, one)),
      );
      const lists = composeLists();
      const key = [...chosen, ...open, lists];
      if (last && last.key.length === key.length && last.key.every((one, i) => one === key[i])) {
        return last.snapshot;
      }
      const state = { folders: chosen, open, lists, mentioned, environment };
      let snapshot = snapshotOf(state);
      while (await readWanted(snapshot.project.wanted, chosen)) snapshot = snapshotOf(state);
      last = { key, snapshot };
      return snapshot;
    },
  };

  /** Whether there is more to know than before. Only what lies in a folder is told of when it changes. */
  async function readWanted(wanted: readonly string[], within: readonly Folder[]) {
    const fresh = wanted.filter(
      (file) => !mentioned.has(file) && within.some(({ root }) => isWithin(file, root)),
    );
    for (const file of fresh) mentioned.set(file, await readSource(file, undefined));
    return fresh.length > 0;
  }

  async function reread(changed: readonly string[]) {
    for (const [file, source] of mentioned) {
      if (changed.some((one) => isWithin(file, one))) {
        mentioned.set(file, await readSource(file, source));
      }
    }
  }

  function sourceFor(document: TextDocument): Open {
    const known = sourceOf.get(document);
    if (known?.version === document.version) return known.source;
    const file = fileOf(document.uri);
    const kind = kindOf(file) ?? kindOfLanguage[document.languageId];
    const source = { file, text: document.getText(), kind };
    sourceOf.set(document, { version: document.version, source });
    return source;
  }
}

/** A document of the editor, which also tells what it takes the file for. */
interface Open extends Source {
  readonly kind: FileKind | undefined;
}

const kindOfLanguage: Readonly<Record<string, FileKind>> = {
  dockerfile: "dockerfile",
  dockercompose: "compose",
};

interface State {
  readonly folders: readonly Folder[];
  readonly open: readonly Open[];
  readonly lists: Settings["composeLists"];
  readonly mentioned: ReadonlyMap<string, Source | undefined>;
  readonly environment: ReadonlyMap<string, string>;
}

function snapshotOf({ folders, open, lists, mentioned, environment }: State): Snapshot {
  const sources = new Map<string, Source>();
  for (const source of mentioned.values()) if (source) sources.set(source.file, source);
  for (const folder of folders)
    for (const [file, source] of folder.sources) sources.set(file, source);
  for (const source of open) sources.set(source.file, source);
  const kinds = new Map(open.map(({ file, kind }) => [file, kind]));
  const kind = (file: string) => kindOf(file) ?? kinds.get(file);
  const ofKind = (...wanted: (FileKind | undefined)[]) =>
    [...sources.values()]
      .filter(({ file }) => wanted.includes(kind(file)))
      .toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const project = buildProject({
    dockerfiles: ofKind("dockerfile"),
    composeFiles: ofKind("compose"),
    others: new Map(
      ofKind("ignore", "environment", "devcontainer", undefined).map((one) => [one.file, one]),
    ),
    environment,
    listings: folders.map(({ listing }) => listing),
    composeLists: folders.flatMap(({ root }) =>
      lists.map((list) => list.map((path) => (path.startsWith("/") ? path : join(root, path)))),
    ),
  });
  let predictions: readonly Attributed<Prediction>[] | undefined;
  return {
    project,
    predictions: () => {
      predictions ??= check(project);
      return predictions;
    },
    textOf: (file) => sources.get(file)?.text ?? listedText(folders, file),
  };
}

/** The text of a script or manifest that was read with the folder it lies in. */
function listedText(folders: readonly Folder[], file: string): string | undefined {
  for (const { root, listing } of folders) {
    const entry = listing.entries.get(within(file, root) ?? "");
    if (entry?.kind === "file") return entry.text;
  }
  return undefined;
}
