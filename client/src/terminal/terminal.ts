import type { DockerPart } from "../docker/engine.ts";
import type { Server } from "../server.ts";

/** The world as the commands of the terminal see it. */
export interface Terminal {
  /** Prints to standard output. */
  readonly out: (text: string) => void;
  /** Prints to standard error. */
  readonly error: (text: string) => void;
  /** Shows what goes on, where somebody watches. */
  readonly progress: (step: string) => void;
  /** The working directory. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly colours: boolean;
  /** In characters. */
  readonly width: number;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** Starts a language server of our own that knows these folders. */
  readonly startServer: (folders: readonly string[]) => Promise<RunningServer>;
  readonly loadDocker: () => DockerPart;
}

export interface RunningServer extends Server {
  close(): Promise<void>;
}

/** What a command ends with; the meaning of each number is part of the command's contract. */
export type ExitCode = 0 | 1 | 2 | 3;
