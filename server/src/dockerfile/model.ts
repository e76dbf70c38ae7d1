import type { Span, Word } from "../base/text.ts";

/** A Dockerfile as written: nothing expanded, nothing inherited. */
export interface Dockerfile {
  readonly file: string;
  readonly text: string;
  readonly escape: "\\" | "`";
  /** ARGs before the first FROM: only FROM lines see them. */
  readonly globalArgs: readonly Arg[];
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly index: number;
  readonly name: Word | undefined;
  /** The image or stage behind FROM. */
  readonly base: Word;
  readonly platform: Word | undefined;
  readonly from: Span;
  readonly instructions: readonly Instruction[];
}

export type Instruction =
  | Run
  | Copy
  | Env
  | Arg
  | Path
  | Volume
  | Start
  | Shell
  | Healthcheck
  | Other;

interface Common {
  /** The whole instruction, without the line break behind it. */
  readonly span: Span;
}

export interface Run extends Common {
  readonly kind: "RUN";
  readonly flags: readonly Flag[];
  readonly command: Command;
  readonly heredocs: readonly Heredoc[];
}

export interface Copy extends Common {
  readonly kind: "COPY" | "ADD";
  readonly flags: readonly Flag[];
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  readonly heredocs: readonly Heredoc[];
  /** Where a new flag can be inserted: behind the keyword and its blank. */
  readonly flagsAt: number;
}

export interface Env extends Common {
  readonly kind: "ENV";
  readonly pairs: readonly { readonly name: Word; readonly value: Word }[];
}

export interface Arg extends Common {
  readonly kind: "ARG";
  readonly pairs: readonly { readonly name: Word; readonly value: Word | undefined }[];
}

export interface Path extends Common {
  readonly kind: "WORKDIR" | "USER";
  readonly value: Word;
}

export interface Volume extends Common {
  readonly kind: "VOLUME";
  readonly paths: readonly Word[];
}

export interface Start extends Common {
  readonly kind: "ENTRYPOINT" | "CMD";
  readonly command: Command;
}

export interface Shell extends Common {
  readonly kind: "SHELL";
  readonly words: readonly Word[];
}

export interface Healthcheck extends Common {
  readonly kind: "HEALTHCHECK";
  /** Undefined for NONE. */
  readonly command: Command | undefined;
}

export interface Other extends Common {
  readonly kind: "OTHER";
  readonly keyword: string;
}

/** What stands behind RUN, CMD, ENTRYPOINT: Docker takes anything that is no JSON array as shell form. */
export type Command =
  | { readonly form: "exec"; readonly words: readonly Word[]; readonly span: Span }
  | { readonly form: "shell"; readonly text: Word };

export interface Flag extends Span {
  readonly name: string;
  readonly value: Word | undefined;
}

export interface Heredoc {
  readonly name: string;
  readonly body: Word;
}
