import { type Fact, headBytes, type Ownership } from "../../../../server/src/launch/facts.ts";
import { readHead } from "../../../../server/src/launch/head.ts";
import { reason, statusOf } from "../api.ts";
import { type Head, head, kindOf, permissions, type Stat, stat } from "../archive.ts";
import type { Session } from "../scratch.ts";

/** Looks at the files of one container, and remembers what it saw. */
export interface Reader {
  /** As much as the start chain has to know. */
  look(path: string): Promise<Fact>;
  /** With the owner of a directory too, which costs a second call. */
  lookClosely(path: string): Promise<Fact>;
  /** The beginning of a regular file. */
  text(path: string, limit: number): Promise<string | undefined>;
  /** Everything that was looked at so far. */
  facts(): Readonly<Record<string, Fact>>;
}

/** What the archive endpoints cannot show, such as a tmpfs. */
export interface LaidOver {
  /** In place of whatever they show; undefined where they are right. */
  over(path: string): Fact | undefined;
  /** Where they show nothing. */
  whereAbsent(path: string): Fact | undefined;
}

/**
 * Reads through the archive endpoints, which work on a container that never ran and need no shell in it.
 * Nothing is started for this.
 */
export function reader(
  session: Session,
  container: string,
  laidOver: LaidOver,
  signal: AbortSignal,
): Reader {
  const near = new Map<string, Promise<Fact>>();
  const close = new Map<string, Promise<Fact>>();
  const seen: Record<string, Fact> = {};

  const ask = async (path: string, wanted: "chain" | "owner"): Promise<Fact> => {
    const found = laidOver.over(path) ?? madeByRuntime(path) ?? (await factAt(path, wanted));
    const fact = (found.kind === "absent" && laidOver.whereAbsent(path)) || found;
    seen[path] = fact;
    return fact;
  };

  const factAt = async (path: string, wanted: "chain" | "owner"): Promise<Fact> => {
    const found = await stat(session, container, path, signal);
    if (found === undefined) return { kind: "absent" };
    const enough = found === "failed" ? undefined : factByStat(found, wanted);
    if (enough) return enough;
    try {
      const entry = await head(session, container, path, headBytes, signal);
      return factFrom(path, found, entry, session);
    } catch (error) {
      return withoutEntry(path, found, error);
    }
  };

  return {
    look: (path) => close.get(path) ?? remember(near, path, () => ask(path, "chain")),
    lookClosely: (path) => remember(close, path, () => ask(path, "owner")),
    text: async (path, limit) => {
      try {
        const entry = await head(session, container, path, limit, signal);
        return entry?.header.type === "file" ? entry.bytes.toString() : undefined;
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },
    facts: () => seen,
  };
}

function remember<Key, Value>(memory: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}

/** What needs no second call. */
function factByStat(found: Stat, wanted: "chain" | "owner"): Fact | undefined {
  const mode = permissions(found);
  switch (kindOf(found)) {
    case "special":
      return { kind: "special", mode }; // a socket cannot be packed into an archive
    case "directory":
      // Who owns a folder that everybody may pass decides nothing.
      return wanted === "chain" && (mode & 0o111) === 0o111
        ? { kind: "directory", mode }
        : undefined;
    default:
      return undefined;
  }
}

/** Mounted by the runtime at the start; what the image has there is never seen. */
function madeByRuntime(path: string): Fact | undefined {
  if (!/^\/(proc|sys|dev)\/./.test(path)) return undefined;
  return { kind: "unknown", why: "the runtime makes it at the start" };
}

function factFrom(
  path: string,
  found: Stat | "failed",
  entry: Head | undefined,
  { remapped }: Session,
): Fact {
  if (!entry) return { kind: "unknown", why: "the archive is empty" };
  const { header, bytes } = entry;
  const owner = remapped ? {} : { uid: header.uid, gid: header.gid };
  const ownership: Ownership = { mode: header.mode & 0o7777, ...owner };
  if (found !== "failed" && kindOf(found) === "symlink" && header.type !== "symlink") {
    // Podman follows links here; its HEAD tells at least where they end.
    return { kind: "symlink", target: found.linkTarget || path };
  }
  switch (header.type) {
    case "symlink":
      return { kind: "symlink", target: header.linkname };
    case "directory":
      return { kind: "directory", ...ownership };
    case "file":
    case "contiguous-file":
      return { kind: "file", size: header.size, head: readHead(bytes), ...ownership };
    default:
      return { kind: "special", ...ownership };
  }
}

/** HEAD answered and GET did not. */
function withoutEntry(path: string, found: Stat | "failed", error: unknown): Fact {
  if (statusOf(error) === undefined) throw error;
  const why = reason(error);
  // moby walks the link to its end even to describe it, and so cannot say where a loop leads to.
  if (/too many (levels of symbolic )?links/i.test(why)) return { kind: "symlink", target: path };
  if (found === "failed") return { kind: "unknown", why };
  const kind = kindOf(found);
  if (kind === "symlink") return { kind, target: found.linkTarget };
  return { kind, mode: permissions(found) };
}
