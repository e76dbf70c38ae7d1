import type { Word } from "../base/text.ts";
import { type Found, look } from "../image/filesystem.ts";
import { broken, type Step } from "../launch/chain.ts";
import { permits } from "../launch/permits.ts";
import { filesOf } from "./entry-file.ts";
import type { Container } from "./project.ts";
import { stepTo } from "./reach.ts";
import { type Program, startOf } from "./start.ts";
import { type ContainerUser, userOf } from "./user.ts";

/** What the user of a container may not get at, of that which its start needs. */
export interface Closed {
  readonly user: ContainerUser;
  /** The program or the file that is wanted, absolute. */
  readonly wanted: string;
  /** The folder that may not be passed, or the file that may not be read. */
  readonly step: Step;
  readonly found: Found;
  /** The word that asks for it. */
  readonly word: Word;
  /** Who has to read it as that user; undefined where only execve(2) does, and "unknown" where that is not known. */
  readonly reader: string | undefined;
}

export function closedTo(container: Container): Closed | undefined {
  const user = userOf(container);
  const start = startOf(container);
  if (!user || !start) return undefined;
  const program = start.programs.find(({ container }) => broken(container));
  if (program) return closedProgram(container, user, program);
  const worker = start.programs.at(-1);
  if (!start.file || !worker) return undefined;
  for (const path of filesOf(start.file)) {
    const step = stepTo(container.filesystem, path, user);
    const unreadable = step.verdict === "not-permitted" || isUnreadable(step, user);
    if (!unreadable) continue;
    const found = look(container.filesystem, step.path);
    const { word } = start.file;
    return { user, wanted: path, step, found, word, reader: worker.word.text };
  }
  return undefined;
}

function isUnreadable({ fact }: Step, user: ContainerUser): boolean {
  return fact.kind === "file" && !permits(user, fact, 0o4);
}

function closedProgram(
  container: Container,
  user: ContainerUser,
  { word, container: chain }: Program,
): Closed | undefined {
  const end = broken(chain);
  if (end?.verdict !== "not-permitted" && end?.verdict !== "not-readable") return undefined;
  const found = look(container.filesystem, end.path);
  // Without the user's limits: what is it that lies there?
  const { fact } = stepTo(container.filesystem, end.absolute);
  const head = fact.kind === "file" ? fact.head : undefined;
  const reader =
    head?.kind === "script" ? head.interpreter : head?.kind === "elf" ? undefined : "unknown";
  return { user, wanted: end.absolute, step: end, found, word, reader };
}
