import type { BuildContext } from "../context/context.ts";
import { expand, type Lookup, unknownValue } from "../dockerfile/expand.ts";
import type { Dockerfile, Stage } from "../dockerfile/model.ts";
import type { BaseImage } from "./base-images.ts";
import type { ImageConfig } from "./config.ts";
import type { Filesystem, Ground } from "./filesystem.ts";
import type { Defect, Image } from "./image.ts";

/** What is known while the instructions of one stage are read. */
export interface State {
  readonly dockerfile: Dockerfile;
  readonly stage: Stage;
  readonly context: BuildContext;
  /** The stages above. */
  readonly images: readonly Image[];
  readonly base: BaseImage | undefined;
  readonly args: Map<string, string | undefined>;
  readonly defects: Defect[];
  config: ImageConfig;
  filesystem: Filesystem | Ground;
}

/** The stage that a reference names: by name in any letter case, or by number. */
export function stageNamed<T extends { readonly stage: Stage }>(
  images: readonly T[],
  reference: string,
): T | undefined {
  const name = reference.toLowerCase();
  return (
    images.findLast(({ stage }) => stage.name?.text.toLowerCase() === name) ??
    images.find(({ stage }) => String(stage.index) === reference)
  );
}

/** A word as the builder expands it here; undefined when a part of it is not known. */
export function expanded({ config, args, dockerfile }: State, text: string): string | undefined {
  return expand(text, lookupIn(config, args), dockerfile.escape);
}

/** ENV wins over ARG; what an unknown base image may set is unknown. */
export function lookupIn(config: ImageConfig, args: State["args"]): Lookup {
  return (name) => {
    if (config.env.has(name)) return config.env.get(name) ?? unknownValue;
    if (args.has(name)) return args.get(name) ?? unknownValue;
    return config.envComplete ? undefined : unknownValue;
  };
}
