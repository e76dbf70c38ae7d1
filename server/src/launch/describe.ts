import type { Break, Step } from "./chain.ts";
import type { Fact, Head } from "./facts.ts";

/** A fact in words, as it stands behind a path: "script, #!/bin/sh, mode 0755". */
export function describeFact(fact: Fact): string {
  switch (fact.kind) {
    case "absent":
      return "no such file";
    case "unknown":
      return fact.why ? `not known: ${fact.why}` : "not known";
    case "symlink":
      return `link to ${fact.target}`;
    case "directory":
      return `directory${ownership(fact)}`;
    case "special":
      return `device, socket or pipe${ownership(fact)}`;
    case "file":
      return `${fact.head ? describeHead(fact.head) : "file"}${ownership(fact)}`;
  }
}

export function describeHead(head: Head): string {
  if (head.kind === "script") {
    const argument = head.argument ? ` ${head.argument}` : "";
    return `script, #!${head.interpreter.replace("\r", "")}${argument.replace("\r", "")}${head.crlf ? " with CR LF" : ""}`;
  }
  if (head.kind === "elf") {
    const loader = head.loader
      ? `, loader ${head.loader}`
      : head.incomplete || head.libc
        ? ""
        : ", static";
    return `program for ${head.machine ?? "the machine that builds"}${loader}`;
  }
  return others[head.what];
}

const others: Readonly<Record<(Head & { kind: "other" })["what"], string>> = {
  empty: "empty file",
  "byte-order-mark": "text with a byte order mark before #!",
  "utf-16": "text in UTF-16",
  "blank-before-shebang": "text with a blank line before #!",
  text: "text without #!",
  "git-lfs-pointer": "Git LFS pointer",
  html: "HTML page",
  "mach-o": "program for macOS",
  pe: "program for Windows",
  binary: "binary of no known kind",
};

/** Why a chain ends at a step, in words that follow the step's path. */
export function describeBreak(step: Step & { readonly verdict: Break }): string {
  switch (step.verdict) {
    case "not-on-path":
      return "is in no folder of PATH";
    case "missing":
      return "does not exist";
    case "dangling-link": {
      const link = step.links.at(-1);
      return link
        ? `is reached by a link to ${link.target}, which does not exist`
        : "does not exist";
    }
    case "link-loop":
      return "is a link that leads back to itself";
    case "parent-not-a-directory":
      return "lies below something that is no directory";
    case "not-a-file":
      return step.fact.kind === "directory" ? "is a directory" : "is no regular file";
    case "not-executable":
      return step.fact.kind === "file" && ((step.fact.mode ?? 0) & 0o111) !== 0
        ? "has no execute bit for this user"
        : "has no execute bit";
    case "not-permitted":
      return "may not be read or executed by this user";
    case "not-readable":
      return "may not be read by this user, and its interpreter has to";
    case "no-program":
      return step.fact.kind === "file" && step.fact.head
        ? `is no program: ${describeHead(step.fact.head)}`
        : "is no program";
    case "wrong-machine":
      return step.fact.kind === "file" && step.fact.head?.kind === "elf"
        ? `is a program for ${step.fact.head.machine}`
        : "is a program for another machine";
    case "interpreter-with-carriage-return":
      return "is named with a carriage return at its end: the script has Windows line ends";
  }
}

/** Bits and owner of a file or folder behind its name: " (mode 0700, of root)". */
export function describeMode(fact: Fact): string {
  if (!("mode" in fact) || fact.mode === undefined) return "";
  const owner =
    fact.uid === undefined ? "" : `, of ${fact.uid === 0 ? "root" : `user ${fact.uid}`}`;
  return ` (mode ${fact.mode.toString(8).padStart(4, "0")}${owner})`;
}

function ownership({ mode, uid, gid }: { mode?: number; uid?: number; gid?: number }): string {
  const bits = mode === undefined ? "" : `, mode ${mode.toString(8).padStart(4, "0")}`;
  return uid === undefined ? bits : `${bits}, owner ${uid}:${gid ?? "?"}`;
}
