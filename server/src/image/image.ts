import type { Span, Word } from "../base/text.ts";
import type { BuildContext } from "../context/context.ts";
import type { Copy, Dockerfile, Instruction, Stage } from "../dockerfile/model.ts";
import type { BaseImage } from "./base-images.ts";
import type { ImageConfig } from "./config.ts";
import type { Filesystem, Found, Ground } from "./filesystem.ts";

/** What a stage becomes: its files, its configuration, and what did not fit on the way. */
export interface Image {
  readonly dockerfile: Dockerfile;
  readonly stage: Stage;
  readonly context: BuildContext;
  /** The image from elsewhere at the bottom of all stages. */
  readonly base: BaseImage | undefined;
  readonly config: ImageConfig;
  readonly filesystem: Filesystem | Ground;
  /** What its ARGs have set by its end; undefined values are set, but not known. */
  readonly args: ReadonlyMap<string, string | undefined>;
  readonly defects: readonly Defect[];
}

/**
 * A contradiction that was met while the image was computed. The model goes on as if it had been
 * mended, so that its consequences are not reported once more.
 */
export type Defect =
  | {
      /** An ARG is named where it is not declared, and so is empty. */
      readonly kind: "argument-out-of-scope";
      readonly instruction: Instruction;
      readonly word: Word;
      readonly name: string;
      /** The name and the default of the declaration. */
      readonly declared: Span;
      /** The stage that declares it; undefined before FROM. */
      readonly stage: Stage | undefined;
    }
  | {
      /** COPY takes from the context what an earlier stage makes. */
      readonly kind: "source-in-stage";
      readonly copy: Copy;
      readonly source: Word;
      readonly stage: Stage;
      /** The path in that stage. */
      readonly path: string;
      readonly made: Found;
      /** The context holds such a path too, and that one is copied. */
      readonly contextWins: boolean;
      /** An ignore file keeps it out of the context. */
      readonly ignored: boolean;
    }
  | {
      /** A folder of the context lies over one that the image made. */
      readonly kind: "overlaid";
      readonly copy: Copy;
      readonly source: Word;
      /** From the context's root. */
      readonly folder: string;
      readonly path: string;
      readonly made: Found;
    }
  | {
      /** COPY names what is nowhere that it looks. */
      readonly kind: "source-missing";
      readonly copy: Copy;
      readonly source: Word;
      /** The path that was looked for: from the context's root, or absolute in the stage. */
      readonly path: string;
      /** The context holds it, but an ignore file keeps it out. */
      readonly ignored: boolean;
      /** The stage it was to come from; undefined for the context. */
      readonly stage: Image | undefined;
    }
  | {
      /** RUN executes a file of the context that nobody may execute, or whose interpreter has a carriage return. */
      readonly kind: "not-runnable";
      readonly word: Span;
      readonly path: string;
      readonly found: Found;
      readonly why: "no execute bit" | "carriage return";
    }
  | {
      /** A wildcard matches several files, and COPY names one to copy them to. */
      readonly kind: "several-for-one";
      readonly copy: Copy;
      readonly source: Word;
      /** In the stage or the context. */
      readonly paths: readonly string[];
      /** The name that they all would get. */
      readonly path: string;
      readonly stage: Image | undefined;
    };
