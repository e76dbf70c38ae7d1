import type { Word } from "../base/text.ts";
import type { Command } from "../dockerfile/model.ts";
import type { BaseImage } from "./base-images.ts";

/** The effective configuration of an image: what its own instructions and those below them set. */
export interface ImageConfig {
  /** Undefined values are set, but not known. */
  readonly env: ReadonlyMap<string, string | undefined>;
  /** Variables beyond `env` may be set by a base image that is not known. */
  readonly envComplete: boolean;
  /** Absolute; undefined when it is not known. */
  readonly workdir: string | undefined;
  readonly user: Setting<Word>;
  readonly shell: readonly string[];
  readonly entrypoint: Setting<Command>;
  readonly command: Setting<Command>;
  /** The CMD of an image below that an ENTRYPOINT has reset, and no CMD has replaced. */
  readonly dropped?: Command | undefined;
  readonly volumes: readonly string[];
}

/** A value of the configuration. Words of a base image stand in no file: theirs is "". */
export type Setting<T> =
  | { readonly kind: "set"; readonly value: T }
  | { readonly kind: "unset" }
  | { readonly kind: "unknown" };

/** What FROM brings, for an image that nobody here builds. */
export function configOf(base: BaseImage | "scratch" | undefined): ImageConfig {
  if (base === undefined) {
    return {
      env: new Map(),
      envComplete: false,
      workdir: undefined,
      user: { kind: "unknown" },
      shell: defaultShell,
      entrypoint: { kind: "unknown" },
      command: { kind: "unknown" },
      volumes: [],
    };
  }
  if (base === "scratch") {
    return {
      // The engine gives every container a PATH, also where the image names none.
      env: new Map([["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]]),
      envComplete: true,
      workdir: "/",
      user: { kind: "unset" },
      shell: defaultShell,
      entrypoint: { kind: "unset" },
      command: { kind: "unset" },
      volumes: [],
    };
  }
  return {
    env: new Map(Object.entries(base.environment)),
    envComplete: false,
    workdir: base.workingDir,
    user:
      base.user === ""
        ? { kind: "unset" }
        : { kind: "set", value: { ...nowhere, text: base.user } },
    shell: defaultShell,
    entrypoint: fromBase(base.entrypoint),
    command: fromBase(base.command),
    volumes: base.volumes,
  };
}

const nowhere = { file: "", start: 0, end: 0 };

const defaultShell = ["/bin/sh", "-c"];

function fromBase(argv: readonly string[] | undefined): Setting<Command> {
  if (!argv) return { kind: "unset" };
  return {
    kind: "set",
    value: { form: "exec", span: nowhere, words: argv.map((text) => ({ ...nowhere, text })) },
  };
}
