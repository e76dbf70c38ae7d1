import { basename, join, normalize, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { inContext } from "../context/context.ts";
import type { Copy } from "../dockerfile/model.ts";
import { gidOf, uidIn } from "./accounts.ts";
import { baseImage } from "./base-images.ts";
import { overlaid, stageThatMakes, wantsStage } from "./copy-defects.ts";
import { isComplete, matches, matchesInStage } from "./copy-glob.ts";
import { chmodMode } from "./effects/coreutils.ts";
import type { Matches } from "./effects/glob.ts";
import { target, throughLinks } from "./effects/links.ts";
import {
  type Change,
  change,
  type Filesystem,
  look,
  type Origin,
  type Tree,
} from "./filesystem.ts";
import type { Image } from "./image.ts";
import {
  type Alter,
  altered,
  nobodyKnows,
  type Owner,
  ownership,
  root,
  withMode,
  withOwner,
} from "./ownership.ts";
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
      fact: altered({ kind: "file", mode: 0o644 }, [{ alter: alterationBy(state, copy) }]),
      text: body.text,
      by: originOf(copy, undefined),
    });
  }
  for (const source of copy.sources) copySource(state, copy, source, destination);
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
    const path = throughLinks(normalize(`/${text}`), (at) => look(image.filesystem, at));
    const tree: Tree = { kind: "filesystem", filesystem: image.filesystem };
    if (/[*?[]/.test(text)) {
      const found = matchesInStage(image.filesystem, path);
      return copyMatches(state, copy, source, tree, found, destination, image);
    }
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
    const paths = matches(state.context, path).map((match) => `/${match}`);
    const found = { paths, complete: isComplete(state.context, path) };
    return copyMatches(state, copy, source, tree, found, destination, undefined);
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
  const without = overlaid(state, copy, source, path, entry, destination.path);
  copyTree(state, copy, tree, `/${path}`, destination, undefined, without);
}

/** What a wildcard of COPY stands for: one file may get another name, several need a folder. */
function copyMatches(
  state: State,
  copy: Copy,
  source: Word,
  tree: Tree,
  { paths, complete }: Matches,
  destination: Destination,
  stage: Image | undefined,
): void {
  const title = stage && stageTitle(stage);
  const { folder, path } = destination;
  const files = paths.every((match) => lookIn(tree, match) === "file");
  if (complete && !folder && paths.length > 1 && files) {
    state.defects.push({ kind: "several-for-one", copy, source, paths, path, stage });
  }
  // BuildKit copies one over the other.
  const kept = folder || !files ? paths : paths.toSorted().slice(-1);
  for (const match of kept) {
    copyTree(state, copy, tree, match, { ...destination, folder: folder || !files }, title);
  }
  if (!complete) cloud(state, copy, path);
}

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
  if (!content && !destination.folder && mayBeFolder(state, destination.path, from))
    return cloud(state, copy, destination.path);
  const to =
    destination.folder && !content ? join(destination.path, basename(from)) : destination.path;
  const alter = alterationBy(state, copy);
  if (destination.folder) layFolder(state, copy, destination.path, by);
  lay(state, { kind: "copy", tree, from, to, alter, by, ...(without.length > 0 && { without }) });
}

/** Without a slash at its end it is the file itself or the folder that it goes into, if nobody knows. */
function mayBeFolder({ filesystem }: State, path: string, from: string): boolean {
  const name = basename(path);
  if (name === basename(from) || /.\.\w+$/.test(name)) return false;
  return look(filesystem, path).fact.kind === "unknown";
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

/** What is copied belongs to root unless --chown says otherwise, and keeps its bits unless --chmod does. */
function alterationBy(state: State, copy: Copy): Alter {
  const flag = (wanted: string) => copy.flags.find(({ name }) => name === wanted)?.value;
  const chmod = flag("chmod");
  const chown = flag("chown");
  const owner = withOwner(chown ? ownerNamed(state, expanded(state, chown.text)) : root);
  if (!chmod) return owner;
  const mode = withMode(chmodMode(expanded(state, chmod.text)));
  return (before) => mode(owner(before));
}

function ownerNamed({ base }: State, text: string | undefined): Owner {
  const [user = "", group] = text?.split(":") ?? [];
  if (text === undefined) return nobodyKnows;
  // Without a group it is the one of the same number or, of a name, the one that the user has.
  const own = /^\d+$/.test(user) ? gidOf(user) : undefined;
  return { uid: uidIn(base, user), gid: group === undefined ? own : gidOf(group) };
}

/** The folder that COPY makes where there is none; one that is there stays as it is. */
function layFolder(state: State, copy: Copy, path: string, by: Origin): void {
  const { kind } = look(state.filesystem, path).fact;
  if (kind === "directory") return;
  const chown = copy.flags.some(({ name }) => name === "chown");
  const known = kind === "absent" && !chown ? ownership({ ...root, mode: 0o755 }) : {};
  lay(state, { kind: "write", path, fact: { kind: "directory", ...known }, by });
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
