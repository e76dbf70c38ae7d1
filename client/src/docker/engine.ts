import type { Evidence, Need, Target } from "../../../server/src/evidence.ts";

/**
 * What the rest of the client knows of Docker. Types only: the part behind them (dockerode, two thirds
 * of the bundle) is loaded when a diagnosis starts, from `dist/docker.js`.
 */
export interface DockerPart {
  /** Finds an engine that answers. Rejects with a NoEngine where none does. */
  connect(options: ConnectOptions): Promise<Engine>;
}

export interface ConnectOptions {
  /** The address from the user's settings, in the form of DOCKER_HOST; goes first. */
  readonly host?: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly signal?: AbortSignal;
}

export interface NoEngine extends Error {
  readonly name: "NoEngine";
  /** The addresses that were tried, and what each answered. */
  readonly tried: readonly { readonly address: string; readonly why: string }[];
}

/** There is no such container, service or image. The message names it. */
export interface NoTarget extends Error {
  readonly name: "NoTarget";
}

export interface Engine {
  /** "Docker Engine 28.5.2 at unix:///var/run/docker.sock". */
  readonly description: string;
  /** Containers that a person may want explained: failed and dead ones first, newest first. */
  candidates(signal?: AbortSignal): Promise<readonly Candidate[]>;
  /** Tags of the local images, newest first. */
  images(signal?: AbortSignal): Promise<readonly string[]>;
  /** Tells of containers that die right after their start, until the engine or the signal ends it. */
  watch(tell: (death: Death) => void, signal: AbortSignal): Promise<void>;
  /** Opens a shell in the place of a target; resolves when it has ended and is gone. */
  shell(target: TargetRequest, program: string, screen: Screen, signal: AbortSignal): Promise<void>;
  /** Asks everything about one target. Leaves nothing behind, whatever happens. */
  collect(target: TargetRequest, options: CollectOptions): Promise<Evidence>;
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly service?: string;
  readonly project?: string;
  readonly status: string;
  /** As Docker prints it: "Exited (127) 3 minutes ago". */
  readonly statusText: string;
  /** Seconds since the epoch. */
  readonly created: number;
  /** The first words of the engine's error, where it told one. */
  readonly error?: string;
}

/** The terminal in which a person sees a shell. */
export interface Screen {
  print(text: string): void;
  size(): { readonly columns: number; readonly rows: number };
  onInput(listener: (text: string) => void): void;
  onResize(listener: () => void): void;
}

/** A container of a compose project that died within seconds, or could not be started at all. */
export interface Death {
  readonly id: string;
  readonly name: string;
  readonly compose: NonNullable<Target["compose"]>;
  readonly exitCode: number;
  /** The engine's words where it could not be started, else empty. */
  readonly error: string;
}

export type TargetRequest =
  | { readonly kind: "container"; readonly name: string }
  /** The newest container of a compose service. */
  | {
      readonly kind: "service";
      readonly name: string;
      /** Narrows to the project whose compose files include this absolute path. */
      readonly composeFile?: string;
      readonly project?: string;
      /** What it would run where no container exists yet. */
      readonly image?: string;
      /** What its compose file says, for a service that has no container yet. */
      readonly planned?: PlannedService;
    }
  | { readonly kind: "image"; readonly reference: string };

export interface PlannedService {
  /** An absolute path. */
  readonly composeFile: string;
  /** The image is built from the project's own files. */
  readonly builds: boolean;
  /** With what compose would make its container: see `Service` in the protocol. */
  readonly create?: Readonly<Record<string, unknown>>;
  /** What has to be there, or to be free, before that. */
  readonly needs?: readonly Need[];
}

export interface CollectOptions {
  /** Start the image again with one thing changed, to prove a cause. */
  readonly experiments: boolean;
  /** Called as each step begins, with a sentence for the user: "reading files in the image". */
  readonly progress: (step: string) => void;
  readonly signal: AbortSignal;
}
