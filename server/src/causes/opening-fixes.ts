import { type Found, keeperOf } from "../image/filesystem.ts";
import type { Closed } from "../project/closed.ts";
import type { Container } from "../project/project.ts";
import { type Fix, insert } from "./cause.ts";
import { copyAt } from "./chain-break.ts";

/** Edits that let a user get at what is closed: other bits where the project sets them, another owner for a copy. */
export function openingFixes(
  container: Container,
  { found, user }: Pick<Closed, "found" | "user">,
): Fix[] {
  const wider = widerMode(container, found);
  if (wider) return [wider];
  const copy = found.alteredBy ? undefined : copyAt(container, found);
  const { image } = container;
  if (!copy || !image || copy.flags.some(({ name }) => name === "chown" || name === "chmod"))
    return [];
  const owner = `--chown=${user.name}`;
  return [insert(image.dockerfile.file, copy.flagsAt, `${owner} `, `Copy it with ${owner}`)];
}

/** `chmod 0711 x`, `mkdir -m 700 x`, `COPY --chmod=700 x`: what the owner may, the others may read and enter, too. */
export function widerMode(container: Container, found: Found): Fix | undefined {
  return otherMode(container, found, (mode) => mode | 0o055, "Let everybody read it");
}

/** `chmod 644 x` of what is to be executed. */
export function executable(container: Container, found: Found): Fix | undefined {
  return otherMode(container, found, (mode) => mode | 0o111, "Let everybody execute it");
}

function otherMode(
  { image }: Container,
  found: Found,
  modify: (mode: number) => number,
  title: string,
): Fix | undefined {
  const { fact } = found;
  const at = keeperOf(found)?.at;
  const mode = "mode" in fact ? fact.mode : undefined;
  if (!at || mode === undefined || image?.dockerfile.file !== at.file) return undefined;
  const text = image.dockerfile.text.slice(at.start, at.end);
  const written = new RegExp(
    `(?<=(?:chmod\\s+|--chmod=|-m\\s*|--mode[= ]))0*${mode.toString(8)}(?=\\s)`,
  ).exec(text);
  if (!written) return undefined;
  const start = at.start + written.index;
  const newText = modify(mode).toString(8).padStart(written[0].length, "0");
  const span = { file: at.file, start, end: start + written[0].length };
  return { title: `${title}: ${newText}`, edits: [{ span, newText }] };
}
