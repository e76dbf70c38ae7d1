import { isWithin, normalize, resolve } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import { unknownValue } from "../dockerfile/expand.ts";
import type { Run } from "../dockerfile/model.ts";
import { type Script, type ShellWord, type SimpleCommand, textOf } from "../shell/model.ts";
import { parseScript } from "../shell/parse.ts";
import { gidOf, ownerOfRun, uidIn } from "./accounts.ts";
import { toolFor } from "./effects/index.ts";
import { anything, type Effect, type Surroundings } from "./effects/tool.ts";
import { change, type Filesystem, type Ground, look, type Tree } from "./filesystem.ts";
import { lost, ownership } from "./ownership.ts";
import { lookupIn, type State, stageNamed } from "./state.ts";

/** RUN: follows the script command by command, each doing to the files what its tool says. */
export function runIn(state: State, run: Run): void {
  const mounts = mountsOf(run, state);
  const running: Running = {
    state,
    run,
    mounts,
    cwd: state.config.workdir,
    variables: new Map(),
    filesystem: state.filesystem,
  };
  const script = scriptOf(run, state);
  if (!script) effect(running, anything, run.span);
  else follow(script, running);
  state.filesystem = running.filesystem;
}

interface Running {
  readonly state: State;
  readonly run: Run;
  readonly mounts: readonly RunMount[];
  readonly variables: Map<string, string | undefined>;
  cwd: string | undefined;
  filesystem: Filesystem | Ground;
  /** The command that is piped into the one that runs. */
  input?: SimpleCommand | undefined;
}

interface RunMount {
  readonly target: string;
  /** What lies there while RUN runs. */
  readonly tree: Tree;
  readonly from: string;
}

/** The commands of a RUN; undefined for a script that no POSIX shell reads. */
function scriptOf({ command, heredocs }: Run, { config }: State): Script | undefined {
  if (command.form === "exec") {
    const words: ShellWord[] = command.words.map((word) => ({
      ...word,
      parts: [{ kind: "text", text: word.text }],
    }));
    const simple: SimpleCommand = {
      ...command.span,
      words,
      assignments: [],
      redirects: [],
      certain: true,
      piped: false,
    };
    return [{ kind: "command", ...simple }];
  }
  if (!/(^|\/)(sh|bash|ash|dash)$/.test(config.shell[0] ?? "")) return undefined;
  const body = heredocs[0]?.body;
  if (!body) return parseScript(command.text);
  // RUN <<EOF runs the body itself; RUN bash <<EOF hands it to a program.
  if (!/^<<-?\s*["']?\w+["']?$/.test(command.text.text.trim()) || heredocs.length > 1)
    return undefined;
  return body.text.startsWith("#!") ? undefined : parseScript(body);
}

function follow(script: Script, running: Running): void {
  let before: SimpleCommand | undefined;
  for (const step of script) {
    if (step.kind === "command") {
      running.input = step.piped ? before : undefined;
      execute(step, running);
      before = step;
      continue;
    }
    const child: Running = { ...running, variables: new Map(running.variables) };
    follow(step.steps, child);
    running.filesystem = child.filesystem;
    before = undefined;
  }
}

function execute(command: SimpleCommand, running: Running): void {
  const { words, certain } = command;
  for (const { target, operator } of command.redirects) {
    if (operator.startsWith("<")) continue;
    const path = target && absolute(target, running);
    if (path === undefined) effect(running, anything, command);
    else if (!path.startsWith("/dev/")) effect(running, redirected(path, running), command);
  }
  const scope = words.length === 0 ? running.variables : new Map(running.variables);
  for (const { name, value } of command.assignments) {
    scope.set(name, value && certain ? text(value, running) : undefined);
  }
  const argv = words.map((word) => text(word, running));
  const [name, ...args] = argv;
  if (words.length === 0) return;
  if (name === undefined) return effect(running, anything, command);
  noteUnrunnable(name, command, running);
  call(name, args, command, { ...running, variables: scope }, running);
}

/** Goes on as if the file could be executed, so that only this is told. */
function noteUnrunnable(name: string, { words, certain }: SimpleCommand, running: Running): void {
  const [word] = words;
  const path = name.includes("/") ? directory(name, running) : undefined;
  if (!word || !certain || path === undefined) return;
  const found = surroundingsOf(running).look(path);
  const { fact, host } = found;
  if (fact.kind !== "file" || host === undefined) return;
  const { defects } = running.state;
  const { file, start, end } = word;
  const common = { kind: "not-runnable" as const, word: { file, start, end }, path, found };
  if (fact.mode !== undefined && (fact.mode & 0o111) === 0)
    defects.push({ ...common, why: "no execute bit" });
  else if (fact.head?.kind === "script" && fact.head.crlf)
    defects.push({ ...common, why: "carriage return" });
}

/** A file that is written anew, or one that was there and keeps its bits. */
function redirected(path: string, running: Running): Effect {
  const { fact } = look(running.filesystem, path);
  const { state } = running;
  const own = { ...ownerOfRun(state.config, state.base), mode: 0o644 };
  const was = fact.kind === "file" ? fact : fact.kind === "absent" ? own : {};
  return { kind: "write", path, fact: { kind: "file", ...ownership(was) } };
}

/** Runs one command in `inner` (with the assignments before it) and keeps what it leaves in `outer`. */
function call(
  name: string,
  args: readonly (string | undefined)[],
  command: SimpleCommand,
  inner: Running,
  outer: Running,
): void {
  switch (name) {
    case "cd":
      outer.cwd = command.certain ? directory(args[0], outer) : undefined;
      return;
    case "export":
      for (const arg of args) {
        const [, variable, value] = /^(\w+)=(.*)$/s.exec(arg ?? "") ?? [];
        if (variable) outer.variables.set(variable, value);
      }
      return;
    case ".":
    case "source": {
      const folder = /^(.*)\/bin\/activate$/.exec(args[0] ?? "")?.[1];
      if (folder === undefined) return effect(outer, anything, command);
      const environment = resolve(outer.cwd ?? "/", folder);
      outer.variables.set("VIRTUAL_ENV", environment);
      outer.variables.set("PATH", `${environment}/bin:${variableOf(outer, "PATH") ?? ""}`);
      return;
    }
    case "exec":
    case "sudo":
    case "time":
    case "nice":
    case "command": {
      const [first, ...rest] = args;
      if (first !== undefined && !first.startsWith("-"))
        return call(first, rest, command, inner, outer);
      break;
    }
    case "env": {
      const at = args.findIndex((arg) => arg === undefined || !/^\w+=/.test(arg));
      const first = args[at];
      if (first !== undefined && !first.startsWith("-")) {
        return call(first, args.slice(at + 1), command, inner, outer);
      }
      break;
    }
  }
  // `python -m pip` is pip of that python.
  const [flag, module, ...rest] = args;
  if (/(^|\/)python[\d.]*$/.test(name) && flag === "-m" && module !== undefined) {
    const folder = name.includes("/") ? name.slice(0, name.lastIndexOf("/") + 1) : "";
    return call(`${folder}${module}`, rest, command, inner, outer);
  }
  const tool = toolFor(name);
  const input = inner.input?.words.map((word) => text(word, inner));
  const made = tool?.effect({ name, args, ...(input && { input }) }, surroundingsOf(inner));
  const effects = made ? [...made] : unknownCommand(name, args);
  for (const one of effects) effect(outer, command.certain ? one : doubtful(one), command);
}

function unknownCommand(name: string, args: readonly (string | undefined)[]): Effect[] {
  // A program that is asked for its version or its help changes nothing.
  if (args.length === 1 && /^(-v|-V|--version|version|--help|-h)$/.test(args[0] ?? "")) return [];
  void name;
  return [anything];
}

/** What a command that may not run at all may have done. */
function doubtful(effect: Effect): Effect {
  return effect.kind === "write" || effect.kind === "copy"
    ? { kind: "cloud", path: effect.kind === "write" ? effect.path : effect.to }
    : effect.kind === "remove"
      ? { kind: "permissions", path: effect.path, recursive: true, alter: lost }
      : effect.kind === "permissions"
        ? { ...effect, alter: lost }
        : effect;
}

function effect(running: Running, one: Effect, { file, start, end }: Omit<Word, "text">): void {
  const path = "path" in one ? one.path : one.to;
  // What is written into a mount of RUN is not in the image.
  if (running.mounts.some(({ target }) => isWithin(path, target))) return;
  const what = `RUN ${running.state.dockerfile.text.slice(start, end).replace(/\s+/g, " ").trim()}`;
  const by = { at: { file, start, end }, what: what.length > 80 ? `${what.slice(0, 79)}…` : what };
  running.filesystem = change(running.filesystem, { ...one, by });
}

function surroundingsOf(running: Running): Surroundings {
  const { state, mounts, cwd } = running;
  const by = { at: running.run.span, what: "RUN --mount" };
  const filesystem = mounts.reduce<Filesystem | Ground>(
    (below, { target, tree, from }) => change(below, { kind: "mount", tree, from, to: target, by }),
    running.filesystem,
  );
  return {
    cwd,
    home: homeOf(running),
    base: state.base,
    owner: ownerOfRun(state.config, state.base),
    uidOf: (name) => uidIn(state.base, name),
    gidOf,
    filesystem,
    variable: (name) => variableOf(running, name),
    unset: (name) => isUnset(running, name),
    look: (path) => look(filesystem, path),
  };
}

function mountsOf({ flags }: Run, state: State): RunMount[] {
  return flags.flatMap(({ name, value }): RunMount[] => {
    if (name !== "mount" || !value) return [];
    const options = new Map(
      value.text.split(",").map((option): [string, string] => {
        const [key = "", ...rest] = option.split("=");
        return [key, rest.join("=")];
      }),
    );
    const type = options.get("type") ?? "bind";
    const target = options.get("target") ?? options.get("dst") ?? options.get("destination");
    if (target === undefined) return [];
    const path = resolve(state.config.workdir ?? "/", target);
    const source = normalize(`/${options.get("source") ?? options.get("src") ?? ""}`);
    const from = options.get("from");
    if (type === "bind" && from === undefined) {
      return [{ target: path, tree: { kind: "context", context: state.context }, from: source }];
    }
    const stage = type === "bind" && from ? stageNamed(state.images, from) : undefined;
    const filesystem: Filesystem | Ground = stage?.filesystem ?? { kind: "unknown" };
    // A cache or a tmpfs is a folder for sure; a secret or a socket is a file.
    const folder = type === "cache" || type === "tmpfs";
    const inside = stage ? source : folder ? "/" : "/unknown";
    return [{ target: path, tree: { kind: "filesystem", filesystem }, from: inside }];
  });
}

function directory(arg: string | undefined, running: Running): string | undefined {
  if (arg === undefined || arg === "-" || arg.startsWith("~")) return undefined;
  if (!arg.startsWith("/") && running.cwd === undefined) return undefined;
  return resolve(running.cwd ?? "/", arg);
}

function absolute(word: ShellWord, running: Running): string | undefined {
  return directory(text(word, running), running);
}

function text(word: ShellWord, running: Running): string | undefined {
  return textOf(word, (name) => variableOf(running, name));
}

function variableOf({ variables, state }: Running, name: string): string | undefined {
  if (variables.has(name)) return variables.get(name);
  if (name === "HOME" && !state.config.env.has("HOME")) return undefined;
  const value = lookupIn(state.config, state.args)(name);
  return value === unknownValue ? undefined : value;
}

/** The images that are known set no variables beyond those that are named with them. */
function isUnset({ variables, state }: Running, name: string): boolean {
  const { config, args, base } = state;
  return base !== undefined && !variables.has(name) && !config.env.has(name) && !args.has(name);
}

function homeOf({ state }: Running): string {
  const { user, env } = state.config;
  const home = env.get("HOME");
  if (home) return home;
  if (user.kind !== "set" || /^(root|0)(:|$)/.test(user.value.text)) return "/root";
  return `/home/${user.value.text.split(":")[0] ?? ""}`;
}
