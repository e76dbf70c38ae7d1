import { basename, join, normalize, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { type ContextEntry, inContext } from "../context/context.ts";
import { childrenOf, heavyFolders } from "../context/listing.ts";
import type { Copy } from "../dockerfile/model.ts";
import { baseImage } from "./base-images.ts";
import { chmodMode } from "./effects/coreutils.ts";
import { target } from "./effects/links.ts";
import {
  type Change,
  change,
  type Filesystem,
  type Found,
  look,
  type Origin,
  type Tree,
} from "./filesystem.ts";
import type { Image } from "./image.ts";
import { expanded, type State, stageNamed } from "./state.ts";

/** COPY and ADD: lays files of the context, of a stage or of an image over the state's. */
export function copyInto(state: State, copy: Copy): void {
  const destination = destinationOf(state, copy);
  if (destination === undefined) return cloud(state, copy, "/");
  if (copy.flags.some(({ name }) => name === "parents"))
    return cloud(state, copy, destination.path);

  for (const { name, body } of copy.heredocs) {
    const path = destination.folder ? join(destination.path, name) : destination.path;
    lay(state, {
      kind: "write",
      path,
      fact: { kind: "file", mode: 0o644 },
      text: body.text,
      by: originOf(copy, undefined),
    });
  }
  for (const source of copy.sources) copySource(state, copy, source, destination);
  applyChmod(state, copy, destination.path);
}

interface Destination {
  readonly path: string;
  /** What is copied comes to lie below it. */
  readonly folder: boolean;
}

function destinationOf(state: State, copy: Copy): Destination | undefined {
  const text = copy.destination && expanded(state, copy.destination.text);
  if (text === undefined || (state.config.workdir === undefined && !text.startsWith("/"))) {
    return undefined;
  }
  // A link on the way, such as /bin of Debian, is followed.
  const path = target(resolve(state.config.workdir ?? "/", text), (at) =>
    look(state.filesystem, at),
  );
  const several = copy.sources.length + copy.heredocs.length > 1;
  const folder =
    several || /(^|\/)\.?$/.test(text) || look(state.filesystem, path).fact.kind === "directory";
  return { path, folder };
}

function copySource(state: State, copy: Copy, source: Word, destination: Destination): void {
  const text = expanded(state, source.text);
  if (text === undefined) return cloud(state, copy, destination.path);
  const flag = copy.flags.find(({ name }) => name === "from");
  const from = flag?.value;
  // --from without a value is told by itself.
  if (flag && !from) return cloud(state, copy, destination.path);
  if (!from) return copyFromContext(state, copy, source, text, destination);

  const name = expanded(state, from.text);
  const image = name === undefined ? undefined : stageNamed(state.images, name);
  if (image) {
    const path = normalize(`/${text}`);
    if (/[*?[]/.test(text)) return cloud(state, copy, destination.path);
    const tree: Tree = { kind: "filesystem", filesystem: image.filesystem };
    if (look(image.filesystem, path).fact.kind === "absent") {
      state.defects.push({
        kind: "source-missing",
        copy,
        source,
        path,
        ignored: false,
        stage: image,
      });
    }
    return copyTree(state, copy, tree, path, destination, stageTitle(image));
  }
  const base = name === undefined ? undefined : baseImage(name);
  const tree: Tree = {
    kind: "filesystem",
    filesystem: base ? { kind: "base", base } : { kind: "unknown" },
  };
  if (/[*?[]/.test(text)) return cloud(state, copy, destination.path);
  copyTree(state, copy, tree, normalize(`/${text}`), destination, name);
}

function copyFromContext(
  state: State,
  copy: Copy,
  source: Word,
  text: string,
  destination: Destination,
): void {
  if (/^(https?|git|ssh):|^git@|\.git(#|$)/.test(text)) return cloud(state, copy, destination.path);
  const path = normalize(`/${text}`).slice(1);
  const tree: Tree = { kind: "context", context: state.context };
  const archive = copy.kind === "ADD" && /\.(tar|tgz|tbz2|txz|tar\.\w+)$/.test(path);
  if (archive || state.context.listing === undefined) return cloud(state, copy, destination.path);

  if (/[*?[]/.test(path)) {
    for (const match of matches(state, path)) {
      copyTree(state, copy, tree, `/${match}`, { ...destination, folder: true }, undefined);
    }
    return cloudUnlessComplete(state, copy, path, destination);
  }
  const entry = inContext(state.context, path);
  const gone = entry === "absent" || entry === "ignored";
  const stage = gone || wantsStage(text) ? stageThatMakes(state, text, destination) : undefined;
  if (stage) {
    state.defects.push({
      kind: "source-in-stage",
      copy,
      source,
      stage: stage.image.stage,
      path: stage.path,
      made: stage.made,
      contextWins: !gone,
      ignored: state.context.ignore?.ignores(path) === true,
    });
    // Goes on as if --from stood there, so that only the missing flag is reported.
    const made: Tree = { kind: "filesystem", filesystem: stage.image.filesystem };
    return copyTree(state, copy, made, stage.path, destination, stageTitle(stage.image));
  }
  // What is not there fails the build: nothing can be said of the files behind it.
  if (gone) {
    const ignored = entry === "ignored";
    state.defects.push({ kind: "source-missing", copy, source, path, ignored, stage: undefined });
    return cloud(state, copy, destination.path);
  }
  const without = overlaid(state, copy, source, path, entry, destination);
  copyTree(state, copy, tree, `/${path}`, destination, undefined, without);
}

/** Folders that only a build makes: a host's own of that name is never what was meant. */
function wantsStage(text: string): boolean {
  return /(^|\/)(\.venv|venv|node_modules)\/?$/.test(text);
}

/** The first stage above that makes this very path itself. */
function stageThatMakes(
  state: State,
  text: string,
  destination: Destination,
): { image: Image; path: string; made: Found } | undefined {
  for (const image of state.images) {
    const workdir = image.config.workdir;
    const paths = text.startsWith("/")
      ? [normalize(text)]
      : [...(workdir === undefined ? [] : [resolve(workdir, text)]), destination.path];
    for (const path of paths) {
      if (path === "/") continue;
      const made = look(image.filesystem, path);
      const known = made.fact.kind !== "absent" && made.fact.kind !== "unknown";
      // A folder that WORKDIR makes is not what somebody wants to copy.
      if (known && made.by && !made.by.what.startsWith("WORKDIR")) return { image, path, made };
    }
  }
  return undefined;
}

/** Dependency folders of the host that this copy would lay over what the image has made. */
function overlaid(
  state: State,
  copy: Copy,
  source: Word,
  path: string,
  entry: ContextEntry,
  destination: Destination,
): string[] {
  if (typeof entry === "string" || entry.kind !== "directory") return [];
  const without: string[] = [];
  if (copy.flags.some(({ name }) => name === "exclude")) return [];
  for (const name of dependencyFolders) {
    const folder = path === "" || path === "." ? name : `${path}/${name}`;
    const there = inContext(state.context, folder);
    if (typeof there === "string" || there.kind !== "directory") continue;
    // Docker itself makes an empty one for a volume inside of a mount.
    const { listing } = state.context;
    if (listing && childrenOf(listing, folder)?.length === 0) continue;
    const target = join(destination.path, name);
    const made = look(state.filesystem, target);
    if (made.fact.kind !== "directory" || !made.by) continue;
    state.defects.push({ kind: "overlaid", copy, source, folder, path: target, made });
    without.push(`/${folder}`);
  }
  return without;
}

const dependencyFolders = [".venv", "venv", "node_modules", "vendor"].filter((name) =>
  heavyFolders.has(name),
);

function copyTree(
  state: State,
  copy: Copy,
  tree: Tree,
  from: string,
  destination: Destination,
  stage: string | undefined,
  without: readonly string[] = [],
): void {
  const by = originOf(copy, stage);
  const fact = lookIn(tree, from);
  if (fact === "unknown") {
    return cloud(state, copy, destination.path);
  }
  const content = fact === "directory";
  const to =
    destination.folder && !content ? join(destination.path, basename(from)) : destination.path;
  if (destination.folder) {
    lay(state, { kind: "write", path: destination.path, fact: { kind: "directory" }, by });
  }
  lay(state, { kind: "copy", tree, from, to, by, ...(without.length > 0 && { without }) });
}

function lookIn(tree: Tree, path: string): "directory" | "file" | "unknown" {
  // A probe through a copy onto an empty ground: one way to look into any tree.
  const probe: Filesystem = {
    below: { kind: "empty" },
    change: { kind: "copy", tree, from: path, to: "/probe", by: { at: nowhere, what: "" } },
  };
  const { kind } = look(probe, "/probe").fact;
  if (kind === "directory") return "directory";
  return kind === "file" || kind === "special" ? "file" : "unknown";
}

const nowhere = { file: "", start: 0, end: 0 };

function matches({ context }: State, pattern: string): string[] {
  const glob = globOf(pattern);
  if (!glob) return [];
  return [...(context.listing?.entries.keys() ?? [])].filter((path) => {
    const entry = glob.test(path) ? inContext(context, path) : "absent";
    return typeof entry !== "string";
  });
}

/** Go's filepath.Match, which COPY uses: `*` and `?` stop at a slash. Undefined for a broken pattern. */
function globOf(pattern: string): RegExp | undefined {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined;
  }
}

/** A wildcard in a folder that was not read may match anything. */
function cloudUnlessComplete(
  state: State,
  copy: Copy,
  path: string,
  destination: Destination,
): void {
  const folder = path.slice(0, path.search(/[*?[]/)).replace(/\/?[^/]*$/, "");
  const entry = inContext(state.context, folder);
  if (typeof entry === "string" || entry.kind !== "directory" || !entry.listed) {
    cloud(state, copy, destination.path);
  }
}

function applyChmod(state: State, copy: Copy, path: string): void {
  const flag = copy.flags.find(({ name }) => name === "chmod")?.value;
  if (!flag) return;
  const mode = chmodMode(expanded(state, flag.text));
  lay(state, { kind: "permissions", path, recursive: true, mode, by: originOf(copy, undefined) });
}

function cloud(state: State, copy: Copy, path: string): void {
  lay(state, { kind: "cloud", path, by: originOf(copy, undefined) });
}

function lay(state: State, next: Change): void {
  state.filesystem = change(state.filesystem, next);
}

function originOf(copy: Copy, stage: string | undefined): Origin {
  return { at: copy.span, what: stage ? `${copy.kind} --from=${stage}` : copy.kind };
}

function stageTitle({ stage }: Image): string {
  return stage.name?.text ?? String(stage.index);
}
