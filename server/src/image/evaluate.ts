import { resolve } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { BuildContext } from "../context/context.ts";
import { expand, type Lookup, unknownValue } from "../dockerfile/expand.ts";
import type { Arg, Dockerfile, Instruction, Stage } from "../dockerfile/model.ts";
import { ownerOfRun } from "./accounts.ts";
import { noteOutOfScope } from "./arg-scope.ts";
import { baseImage } from "./base-images.ts";
import { configOf } from "./config.ts";
import { copyInto } from "./copy.ts";
import { change, type Ground, look } from "./filesystem.ts";
import type { Image } from "./image.ts";
import { ownership } from "./ownership.ts";
import { runIn } from "./run.ts";
import { expanded, type State, stageNamed } from "./state.ts";

export type BuildArgs = ReadonlyMap<string, string | undefined>;

/** The images of all stages of a Dockerfile, in order, built from one context. */
export function evaluate(
  dockerfile: Dockerfile,
  context: BuildContext,
  buildArgs: BuildArgs = new Map(),
): Image[] {
  const images: Image[] = [];
  const globals = globalArgs(dockerfile, buildArgs);
  for (const stage of dockerfile.stages) {
    const state = begin(dockerfile, stage, context, images, globals);
    for (const instruction of stage.instructions) apply(instruction, state, globals, buildArgs);
    const { base, config, filesystem, args, defects } = state;
    images.push({ dockerfile, stage, context, base, config, filesystem, args, defects });
  }
  return images;
}

function begin(
  dockerfile: Dockerfile,
  stage: Stage,
  context: BuildContext,
  images: readonly Image[],
  globals: BuildArgs,
): State {
  const common = { dockerfile, stage, context, images, args: predefinedArgs() };
  const reference = expand(stage.base.text, (name) =>
    globals.has(name) ? (globals.get(name) ?? unknownValue) : undefined,
  );
  const parent = reference === undefined ? undefined : stageNamed(images, reference);
  if (parent) {
    // Its defects stay with it: each belongs to the stage in which it stands.
    const { base, config, filesystem } = parent;
    const args = new Map([...parent.args, ...common.args]);
    return { ...common, base, config, filesystem, args, defects: [] };
  }
  const base = reference === undefined ? undefined : baseImage(reference);
  const ground: Ground =
    reference === "scratch"
      ? { kind: "empty" }
      : base
        ? { kind: "base", base }
        : { kind: "unknown" };
  const config = configOf(reference === "scratch" ? "scratch" : base);
  return { ...common, base, config, filesystem: ground, defects: [] };
}

function globalArgs({ globalArgs }: Dockerfile, buildArgs: BuildArgs): BuildArgs {
  const values = new Map<string, string | undefined>(predefinedArgs());
  for (const arg of globalArgs) declare(arg, values, buildArgs, new Map());
  return values;
}

/** Platform arguments are set by the builder: known to exist, with a value that depends on it. */
function predefinedArgs(): Map<string, string | undefined> {
  const names = ["PLATFORM", "OS", "ARCH", "VARIANT"];
  return new Map(
    names.flatMap((name) => [
      [`TARGET${name}`, undefined],
      [`BUILD${name}`, undefined],
    ]),
  );
}

function declare(
  arg: Arg,
  values: Map<string, string | undefined>,
  buildArgs: BuildArgs,
  inherited: BuildArgs,
): void {
  for (const { name, value } of arg.pairs) {
    const lookup: Lookup = (name) =>
      values.has(name) ? (values.get(name) ?? unknownValue) : undefined;
    const own = value && expand(value.text, lookup);
    if (buildArgs.has(name.text)) values.set(name.text, buildArgs.get(name.text));
    else if (value) values.set(name.text, own);
    else if (inherited.has(name.text)) values.set(name.text, inherited.get(name.text));
    else if (!values.has(name.text)) values.set(name.text, undefined);
  }
}

/** A folder that is there stays as it is; a new one belongs to USER with BuildKit, to root with its forerunner. */
function makeWorkdir(state: State, path: string, at: Span): void {
  const { kind } = look(state.filesystem, path).fact;
  if (kind === "directory" || kind === "symlink") return;
  const owner = ownerOfRun(state.config, state.base);
  const known = kind === "absent" ? ownership({ ...(owner.uid === 0 && owner), mode: 0o755 }) : {};
  state.filesystem = change(state.filesystem, {
    kind: "write",
    path,
    fact: { kind: "directory", ...known },
    by: { at, what: `WORKDIR ${path}` },
  });
}

function apply(
  instruction: Instruction,
  state: State,
  globals: BuildArgs,
  buildArgs: BuildArgs,
): void {
  const { config } = state;
  noteOutOfScope(state, instruction, globals);
  switch (instruction.kind) {
    case "ARG":
      return declare(instruction, state.args, buildArgs, globals);
    case "ENV": {
      const env = new Map(config.env);
      // All pairs of one ENV see the values from before it.
      for (const { name, value } of instruction.pairs) {
        env.set(name.text, expanded(state, value.text));
      }
      state.config = { ...config, env };
      return;
    }
    case "WORKDIR": {
      const path = expanded(state, instruction.value.text);
      const workdir =
        path === undefined || (config.workdir === undefined && !path.startsWith("/"))
          ? undefined
          : resolve(config.workdir ?? "/", path);
      state.config = { ...config, workdir };
      if (workdir === undefined) return;
      makeWorkdir(state, workdir, instruction.span);
      return;
    }
    case "USER": {
      const text = expanded(state, instruction.value.text);
      state.config = {
        ...config,
        user:
          text === undefined
            ? { kind: "unknown" }
            : { kind: "set", value: { ...instruction.value, text } },
      };
      return;
    }
    case "SHELL":
      state.config = { ...config, shell: instruction.words.map(({ text }) => text) };
      return;
    case "ENTRYPOINT": {
      // An ENTRYPOINT resets a CMD that came from below; one of this stage stays.
      const own = state.stage.instructions.some(
        (other) => other.kind === "CMD" && other.span.start < instruction.span.start,
      );
      state.config = {
        ...config,
        entrypoint: { kind: "set", value: instruction.command },
        ...(!own && {
          command: { kind: "unset" },
          dropped: config.command.kind === "set" ? config.command.value : config.dropped,
        }),
      };
      return;
    }
    case "CMD":
      state.config = {
        ...config,
        command: { kind: "set", value: instruction.command },
        dropped: undefined,
      };
      return;
    case "VOLUME": {
      const paths = instruction.paths.flatMap(({ text }) => expanded(state, text) ?? []);
      state.config = { ...config, volumes: [...config.volumes, ...paths] };
      return;
    }
    case "COPY":
    case "ADD":
      return copyInto(state, instruction);
    case "RUN":
      return runIn(state, instruction);
    case "HEALTHCHECK":
    case "OTHER":
      return;
  }
}
