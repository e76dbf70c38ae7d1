import type { IncomingMessage } from "node:http";
import { extract, type Header } from "tar-stream";
import { call, demand } from "./api.ts";
import type { Session } from "./scratch.ts";

/** What HEAD tells of a path; lstat(2), in Go's words (os.FileMode). */
export interface Stat {
  readonly size: number;
  readonly mode: number;
  /** On Docker where all links end, as an absolute path in the container. */
  readonly linkTarget: string;
}

export const goMode = { directory: 2 ** 31, symlink: 2 ** 27 } as const;

/** The kinds that are neither file, directory nor link: device, pipe, socket, irregular. */
const special = 2 ** 26 + 2 ** 25 + 2 ** 24 + 2 ** 21 + 2 ** 19;

export function kindOf({ mode }: Stat): "directory" | "symlink" | "special" | "file" {
  // 2^31 is the sign in JavaScript's 32-bit operators; not zero is all that counts.
  if ((mode & goMode.directory) !== 0) return "directory";
  if ((mode & goMode.symlink) !== 0) return "symlink";
  return (mode & special) !== 0 ? "special" : "file";
}

/** The bits of chmod(2) in a Go mode. */
export function permissions({ mode }: Stat): number {
  const setuid = (mode & (2 ** 23)) !== 0 ? 0o4000 : 0;
  const setgid = (mode & (2 ** 22)) !== 0 ? 0o2000 : 0;
  const sticky = (mode & (2 ** 20)) !== 0 ? 0o1000 : 0;
  return (mode & 0o777) | setuid | setgid | sticky;
}

/**
 * Undefined where nothing is. Podman answers 404 for a link that leads nowhere and sends the header all the
 * same. A status of 500 comes without words: those are in the answer of GET.
 */
export async function stat(
  { docker }: Session,
  container: string,
  path: string,
  signal: AbortSignal,
): Promise<Stat | undefined | "failed"> {
  const request = { method: "HEAD", path: `/containers/${container}/archive`, query: { path } };
  const answer = await call(docker, { ...request, method: "HEAD" }, signal);
  answer.resume();
  const header = answer.headers["x-docker-container-path-stat"];
  if (typeof header === "string") return readStat(header);
  return answer.statusCode === 404 ? undefined : "failed";
}

/** Pure; exported for its test. */
export function readStat(header: string): Stat {
  return JSON.parse(Buffer.from(header, "base64").toString()) as Stat;
}

export interface Head {
  readonly header: Header;
  /** The first bytes of a regular file. */
  readonly bytes: Buffer;
}

/** The tar header of one path, and the first bytes if it is a file. The rest is never read. */
export async function head(
  { docker }: Session,
  container: string,
  path: string,
  limit: number,
  signal: AbortSignal,
): Promise<Head | undefined> {
  const request = { path: `/containers/${container}/archive`, query: { path } };
  return readHead(await demand(docker, { ...request, method: "GET" }, signal), limit);
}

/** Destroys the stream when it has seen enough. Exported for its test. */
export async function readHead(
  stream: IncomingMessage | NodeJS.ReadableStream,
  limit: number,
): Promise<Head | undefined> {
  const entries = extract();
  stream.on("error", (error) => entries.destroy(error));
  stream.pipe(entries);
  try {
    for await (const entry of entries) {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of entry) {
        if (!(chunk instanceof Uint8Array)) continue;
        chunks.push(chunk);
        size += chunk.length;
        if (size >= limit) break;
      }
      return { header: entry.header, bytes: Buffer.concat(chunks).subarray(0, limit) };
    }
    return undefined;
  } finally {
    stream.unpipe(entries);
    if ("destroy" in stream) stream.destroy();
  }
}
