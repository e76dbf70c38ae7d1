import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Attributed, check } from "../analysis/check.ts";
import { dirname, isWithin, join, within } from "../base/path.ts";
import type { Prediction } from "../causes/cause.ts";
import { buildProject } from "../project/build-project.ts";
import type { Project } from "../project/project.ts";
import type { Source } from "../project/sources.ts";
import type { TextOf } from "./convert.ts";
import { kindOf } from "./file-kinds.ts";
import { type Folder, readFolder, refreshFolder } from "./folder.ts";
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
 * the lists of compose files that the user set, as paths from a folder.
 */
export function createWorkspace(
  documents: () => readonly TextDocument[],
  composeLists: () => Settings["composeLists"],
): Workspace {
  const folders = new Map<string, Promise<Folder>>();
  const sourceOf = new WeakMap<TextDocument, { version: number; source: Source }>();
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
      await Promise.all(folders.values());
    },

    async snapshot(roots) {
      const open = documents().map(sourceFor);
      // A document outside of every folder brings its own.
      for (const { file } of open) {
        if (file.startsWith("/") && kindOf(file)) await this.open(dirname(file));
      }
      const all = await Promise.all(folders.values());
      const chosen = all.filter(
        ({ root }) => !roots || roots.some((one) => isWithin(one, root) || isWithin(root, one)),
      );
      const lists = composeLists();
      const key = [...chosen, ...open, lists];
      if (last && last.key.length === key.length && last.key.every((one, i) => one === key[i])) {
        return last.snapshot;
      }
      const snapshot = snapshotOf(chosen, open, lists);
      last = { key, snapshot };
      return snapshot;
    },
  };

  function sourceFor(document: TextDocument): Source {
    const known = sourceOf.get(document);
    if (known?.version === document.version) return known.source;
    const source = { file: fileOf(document.uri), text: document.getText() };
    sourceOf.set(document, { version: document.version, source });
    return source;
  }
}

function snapshotOf(
  folders: readonly Folder[],
  open: readonly Source[],
  lists: Settings["composeLists"],
): Snapshot {
  const sources = new Map<string, Source>();
  for (const folder of folders)
    for (const [file, source] of folder.sources) sources.set(file, source);
  for (const source of open) sources.set(source.file, source);
  const ofKind = (kind: ReturnType<typeof kindOf>) =>
    [...sources.values()]
      .filter(({ file }) => kindOf(file) === kind)
      .toSorted((a, b) => (a.file < b.file ? -1 : 1));
  const project = buildProject({
    dockerfiles: ofKind("dockerfile"),
    composeFiles: ofKind("compose"),
    others: new Map([...ofKind("ignore"), ...ofKind("environment")].map((one) => [one.file, one])),
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
