import { dirname, join, resolve } from "../base/path.ts";
import type { Fact } from "./facts.ts";
import { loadersOf } from "./loaders.ts";
import { permits, type User } from "./permits.ts";

/** What the runtime is asked to execute, and as whom. */
export interface Start {
  /** argv[0]. */
  readonly program: string;
  /** The folders of PATH; undefined where they are not known. */
  readonly path: readonly string[] | undefined;
  /** The working directory, absolute. */
  readonly cwd: string;
  /** Undefined where it is not known: then permissions are not judged. */
  readonly user?: User | undefined;
  /** The machine of the engine in GOARCH's names; undefined where it is not known. */
  readonly machine?: string | undefined;
}

/** The way Linux goes from argv[0] to machine code. */
export interface Chain {
  readonly steps: readonly Step[];
  readonly outcome: "ok" | "broken" | "unknown";
}

/** One file on the way. The last step of a broken chain is the one where it broke. */
export interface Step {
  readonly role: "program" | "interpreter" | "command" | "loader";
  /** The path as it was asked for: argv[0], the word behind `#!`, PT_INTERP. */
  readonly asked: string;
  /** The same as an absolute path, as PATH or the working directory give it; no link followed. */
  readonly absolute: string;
  /** The path that was reached after all links, or the one where the way ended. */
  readonly path: string;
  readonly links: readonly { readonly path: string; readonly target: string }[];
  readonly fact: Fact;
  readonly verdict: "ok" | "unknown" | Break;
}

export type Break =
  | "not-on-path"
  | "missing"
  | "dangling-link"
  | "link-loop"
  | "parent-not-a-directory"
  | "not-a-file"
  | "not-executable"
  | "not-permitted"
  /** A script whose interpreter may not open it. */
  | "not-readable"
  | "no-program"
  | "wrong-machine"
  | "interpreter-with-carriage-return";

/** Asks for a path, is answered with the fact about it. Drivers decide where facts come from. */
export type Walk<Result> = Generator<string, Result, Fact>;

/**
 * The start chain: execve(2) with the PATH search that runc does before it (libcontainer's
 * `exec.LookPath`), which skips what is no executable file.
 */
export function* startChain(start: Start): Walk<Chain> {
  const steps: Step[] = [];
  const program = yield* locate(start, start.program, "program", start.cwd);
  steps.push(program);
  let current = program;
  // Linux gives up after four nested interpreters (binfmt: ELOOP).
  for (let depth = 0; depth < 5 && current.verdict === "ok"; depth++) {
    const next = yield* nextStep(start, current);
    if (!next) return withReading(steps, start);
    steps.push(next);
    current = next;
  }
  if (current.verdict === "ok") return { steps, outcome: "ok" };
  return { steps, outcome: current.verdict === "unknown" ? "unknown" : "broken" };
}

/** An interpreter opens its script as the user that it runs as, whoever executed it. */
function withReading(steps: readonly Step[], start: Start): Chain {
  const script = steps.find(
    ({ fact }) =>
      fact.kind === "file" && fact.head?.kind === "script" && !permits(start.user, fact, 0o4),
  );
  if (!script) return { steps, outcome: "ok" };
  return { steps: [...steps, { ...script, verdict: "not-readable" }], outcome: "broken" };
}

/** The way to one path, through links and, where a user is named, with its permissions: path_resolution(7). */
export function* reach(path: string, user?: User): Walk<Step> {
  return yield* follow({ program: "", path: undefined, cwd: "/", user }, path, "program", path);
}

/** Runs a walk over facts that are at hand at once. */
export function walkWith<Result>(walk: Walk<Result>, look: (path: string) => Fact): Result {
  let turn = walk.next();
  while (!turn.done) turn = walk.next(look(turn.value));
  return turn.value;
}

/** Where the way broke, if it did. */
export function broken(chain: Chain): (Step & { readonly verdict: Break }) | undefined {
  const last = chain.steps.at(-1);
  if (!last || last.verdict === "ok" || last.verdict === "unknown") return undefined;
  return { ...last, verdict: last.verdict };
}

/**
 * Whether the way in the image gets through, or at least further than in the container: then the container lacks
 * something that the image has, whatever else is wrong with it.
 */
export function getsFurther(image: Chain, container: Chain): boolean {
  if (image.outcome === "ok") return true;
  return broken(image) !== undefined && image.steps.length > container.steps.length;
}

function* nextStep(start: Start, { fact, role, asked }: Step): Walk<Step | undefined> {
  if (fact.kind !== "file" || !fact.head) return undefined;
  const { head } = fact;
  if (head.kind === "elf") {
    if (role === "loader") return undefined;
    if (head.loader) return yield* locate(start, head.loader, "loader", "/");
    return head.libc && (yield* anyOf(start, loadersOf(head.libc.name, head.machine)));
  }
  if (head.kind !== "script") return undefined;
  const step = yield* locate(start, head.interpreter, "interpreter", start.cwd);
  if (step.verdict === "missing" && head.interpreter.endsWith("\r")) {
    return { ...step, verdict: "interpreter-with-carriage-return" };
  }
  // `#!/usr/bin/env python3`: env(1) looks the word up in PATH before anything runs.
  const word = /^(?:-S[ \t]*)?(?!-)([^ \t=]+)/.exec(head.argument ?? "")?.[1];
  if (step.verdict !== "ok" || !/\/env$/.test(head.interpreter) || !word) return step;
  const command = yield* locate(start, word, "command", dirname(asked));
  return command.verdict === "not-on-path" && word.endsWith("\r")
    ? { ...command, verdict: "interpreter-with-carriage-return" }
    : command;
}

/** The loader of a program whose machine is not known: missing only where all are. */
function* anyOf(start: Start, paths: readonly string[]): Walk<Step | undefined> {
  const steps: Step[] = [];
  for (const path of paths) steps.push(yield* follow(start, path, "loader", path));
  return (
    steps.find(({ verdict }) => verdict === "ok") ??
    steps.find(({ verdict }) => verdict !== "missing") ??
    steps[0]
  );
}

/** Finds a program as execvpe(3) does: through PATH unless the name holds a slash. */
function* locate(start: Start, asked: string, role: Step["role"], cwd: string): Walk<Step> {
  if (asked.includes("/") || role === "interpreter") {
    return yield* follow(start, asked, role, resolve(cwd, asked));
  }
  if (!start.path) return unknown(asked, role);
  let doubt: Step | undefined;
  let useless: Step | undefined;
  for (const folder of start.path) {
    const step = yield* follow(start, asked, role, join(resolve(start.cwd, folder), asked));
    if (isRegular(step)) return step;
    if (step.verdict === "unknown") doubt ??= step;
    // What lies there and cannot be used is what was meant, though the search goes on behind it.
    else if (step.verdict !== "missing" && step.fact.kind !== "directory") useless ??= step;
    else if (step.verdict === "not-permitted") useless ??= step;
  }
  return doubt ?? useless ?? nowhere(asked, role);
}

function nowhere(asked: string, role: Step["role"]): Step {
  const fact: Fact = { kind: "absent" };
  return { role, asked, absolute: asked, path: asked, links: [], fact, verdict: "not-on-path" };
}

/** A PATH search goes on behind what is no executable file, and stops at one whatever becomes of it. */
function isRegular({ verdict, fact }: Step): boolean {
  if (verdict === "ok") return true;
  return fact.kind === "file" && (verdict === "no-program" || verdict === "wrong-machine");
}

/** Walks to `path` component by component, through links, as path_resolution(7) says. */
function* follow(start: Start, asked: string, role: Step["role"], path: string): Walk<Step> {
  const links: { path: string; target: string }[] = [];
  const step = (at: string, fact: Fact, verdict: Step["verdict"]): Step => ({
    role,
    asked,
    absolute: path,
    path: at,
    links,
    fact,
    verdict,
  });

  let done = "";
  let rest = path.split("/").filter(Boolean);
  // How many of the components ahead were named by a link, not by whoever asked.
  let named = 0;
  // The first folder that the user may not pass; of what is not there at all, that is the lesser reason.
  let closed: Step | undefined;
  for (;;) {
    const [name, ...after] = rest;
    if (name === undefined) return step(done || "/", { kind: "directory" }, "not-a-file");
    const here = `${done}/${name}`;
    const fact = yield here;
    const last = after.length === 0;
    switch (fact.kind) {
      case "unknown":
        return closed ?? step(here, fact, "unknown");
      case "absent":
        return step(here, fact, named > 0 ? "dangling-link" : "missing");
      case "symlink": {
        links.push({ path: here, target: fact.target });
        if (links.length > 40) return step(here, fact, "link-loop");
        const target = resolve(done || "/", fact.target)
          .split("/")
          .filter(Boolean);
        named = target.length + Math.max(named - 1, 0);
        rest = [...target, ...after];
        done = "";
        continue;
      }
      case "directory":
        if (last) return closed ?? step(here, fact, "not-a-file");
        if (!permits(start.user, fact, 0o1)) closed ??= step(here, fact, "not-permitted");
        done = here;
        rest = after;
        named = Math.max(named - 1, 0);
        continue;
      case "special":
        return step(here, fact, last ? "not-a-file" : "parent-not-a-directory");
      case "file":
        if (!last) return step(here, fact, "parent-not-a-directory");
        return closed ?? step(here, fact, judgeFile(start, fact, role));
    }
  }
}

function judgeFile(
  start: Start,
  fact: Fact & { kind: "file" },
  role: Step["role"],
): Step["verdict"] {
  if (fact.mode !== undefined && (fact.mode & 0o111) === 0) {
    // The kernel maps the ELF loader itself and asks no execute bit beyond what open_exec wants.
    return "not-executable";
  }
  if (!permits(start.user, fact, 0o1)) return "not-executable";
  if (fact.head?.kind === "other") return role === "loader" ? "ok" : "no-program";
  if (fact.head?.kind === "elf" && !runs(start.machine, fact.head.machine)) {
    return "wrong-machine";
  }
  return "ok";
}

/** 64-bit x86 and ARM kernels also run their 32-bit programs. */
function runs(machine: string | undefined, program: string | undefined): boolean {
  if (machine === undefined || program === undefined || machine === program) return true;
  return (machine === "amd64" && program === "386") || (machine === "arm64" && program === "arm");
}

function unknown(asked: string, role: Step["role"]): Step {
  return {
    role,
    asked,
    absolute: asked,
    path: asked,
    links: [],
    fact: { kind: "unknown" },
    verdict: "unknown",
  };
}
