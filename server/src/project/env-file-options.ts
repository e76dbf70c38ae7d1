import { dirname, join, resolve } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { hostEntry } from "./host-files.ts";
import type { Project } from "./project.ts";

/** A script that gives a container an env file with an option of the command line, not through compose. */
export interface EnvFileOption {
  readonly at: Span;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** `docker run --env-file FILE` in scripts and Makefiles; what a variable names is not known. */
export function* envFileOptions({ listings }: Project): Generator<EnvFileOption> {
  for (const listing of listings) {
    for (const [path, entry] of listing.entries) {
      if (entry.kind !== "file" || !entry.text || !isScript.test(path)) continue;
      const script = `${listing.root}/${path}`;
      for (const found of entry.text.matchAll(option)) {
        const [whole, name = ""] = found;
        if (!calls(entry.text, found.index)) continue;
        const start = found.index + whole.length - name.length;
        const at = { file: script, start, end: start + name.length };
        // From where the script lies, else from the top: there it is usually called.
        for (const folder of [dirname(script), listing.root]) {
          const file = resolve(folder, join(name));
          const there = hostEntry(listings, file);
          if (typeof there === "string" || there.kind !== "file" || !there.text) continue;
          yield { at, path: file, text: there.text };
          break;
        }
      }
    }
  }
}

const isScript = /(^|\/)([^/]+\.sh|Makefile|[jJ]ustfile)$/;
const option = /--env-file[= ]+["']?([\w./-]+)/g;

/** The client of an engine, or a variable that is called like one. */
const client =
  /(?:^|[\s;&|(@"'])(?:docker|podman|nerdctl|\$[{(]?(?:DOCKER|PODMAN|CONTAINER_(?:ENGINE|RUNTIME|CLI))[)}]?)["']?\s/;

/** Whether the command around an offset, continued lines included, is the engine's client and not compose. */
function calls(text: string, offset: number): boolean {
  let start = offset;
  do {
    start = text.lastIndexOf("\n", start - 1);
  } while (start > 0 && text[start - 1] === "\\");
  const before =
    text
      .slice(start + 1, offset)
      .split(/&&|\|\||;/)
      .at(-1) ?? "";
  return client.test(before) && !/compose/.test(before) && !/^\s*#/.test(before);
}
