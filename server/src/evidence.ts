/**
 * What Docker told us about one container. Crosses the wire as plain JSON: nothing judged, secrets
 * masked where it was collected. A question without an answer is a gap.
 */
export interface Evidence {
  readonly version: 1;
  readonly target: Target;
  readonly engine?: {
    /** "Docker Engine", "Podman". */
    readonly name: string;
    readonly version: string;
    /** In GOARCH's names. */
    readonly architecture: string;
    readonly operatingSystem: string;
  };
  /** The container's state and configuration, as inspect tells them. */
  readonly container?: ContainerEvidence;
  readonly image?: ImageEvidence;
  /** The image that the service would run, where the engine has none of that name. */
  readonly missing?: { readonly image: string; readonly builds: boolean };
  /** The last lines of both streams, oldest first. */
  readonly logs?: readonly string[];
  /** Files as lstat(2) and their first bytes show them, by absolute path. Nothing was run for this. */
  readonly files?: {
    /** In a container of the image alone, without mounts. */
    readonly image?: Files;
    /** As the failing container sees them, with its mounts. */
    readonly container?: Files;
  };
  /** /etc/passwd and /etc/group of the image, as far as they tell who its user is. */
  readonly user?: {
    /** As configured: name, uid, name:group; empty for root. */
    readonly asked: string;
    readonly uid?: number;
    readonly gids?: readonly number[];
    /** Which of the asked names is in neither file. */
    readonly unknown?: "user" | "group";
  };
  /** The image started with a shell as its entrypoint, with the mounts of the failing container. */
  readonly shell?: {
    /** The shell that answered. */
    readonly program: string;
    readonly answers: readonly { readonly command: string; readonly output: string }[];
  };
  readonly experiments?: readonly Experiment[];
  /** The newest container of each other service of its compose project. */
  readonly siblings?: readonly Sibling[];
  /** What a service without a container wants of the engine in vain. */
  readonly unmet?: readonly Unmet[];
  readonly gaps: readonly Gap[];
  /** Milliseconds of each step, in order. */
  readonly timing?: readonly { readonly step: string; readonly ms: number }[];
}

export type Files = Readonly<Record<string, import("./launch/facts.ts").Fact>>;

export interface Target {
  readonly kind: "container" | "service" | "image";
  /** As a person would call it: the container's name, the service, the image reference. */
  readonly name: string;
  /** The id of the container that was asked about. */
  readonly container?: string;
  /** What compose wrote into the labels of its container; of a swarm's task its stack, without files. */
  readonly compose?: {
    readonly project: string;
    readonly service: string;
    /** Absolute paths on the machine that ran compose. */
    readonly workingDir?: string;
    readonly configFiles: readonly string[];
  };
}

export interface ContainerEvidence {
  readonly status: string;
  readonly exitCode: number;
  /** State.Error: the engine's own words, where the start call failed. */
  readonly error: string;
  readonly oomKilled: boolean;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly restartCount: number;
  /** argv as the engine executes it: entrypoint and command joined. */
  readonly argv: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  /** The value of PATH. */
  readonly path?: string;
  /** The names of all environment variables; values are never collected. */
  readonly environment: readonly string[];
  /** Those whose value begins and ends with a quote: an env file that was read literally. */
  readonly quoted?: readonly string[];
  readonly mounts: readonly Mount[];
  readonly readOnly: boolean;
  readonly init: boolean;
  readonly tty: boolean;
  readonly networkMode?: string;
  /** Where a health check is configured. */
  readonly health?: Health;
}

/** What the engine's health check does, and what it said of late. */
export interface Health {
  /** "starting", "healthy", "unhealthy". */
  readonly status: string;
  /** As configured: `CMD` or `CMD-SHELL` in front. */
  readonly test: readonly string[];
  /** The last runs, oldest first. */
  readonly runs: readonly { readonly exitCode: number; readonly output: string }[];
}

export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs" | "npipe" | "image" | "cluster";
  /** Host path of a bind mount, name of a volume. */
  readonly source?: string;
  readonly destination: string;
  readonly readOnly: boolean;
  /** A volume that got no name of its own. */
  readonly anonymous?: boolean;
}

export interface ImageEvidence {
  readonly id: string;
  readonly tags: readonly string[];
  readonly architecture: string;
  readonly operatingSystem: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly path?: string;
  readonly volumes: readonly string[];
  readonly created?: string;
}

/** A container of the same compose project. */
export interface Sibling {
  readonly service: string;
  /** "created", "running", "exited". */
  readonly status: string;
  /** Of one that has ended. */
  readonly exitCode?: number;
  /** As its health check has it: "healthy", "unhealthy", "starting". */
  readonly health?: string;
}

/** What a service wants of the engine beside its image, by the name that the engine knows it by. */
export type Need =
  /** Has to be there; a partner has to run. */
  | { readonly kind: "network" | "volume" | "container" | "partner"; readonly name: string }
  /** Only one container can have it. */
  | { readonly kind: "name"; readonly name: string }
  /** "8080/tcp" of the host, on all of its addresses or on one. */
  | { readonly kind: "port"; readonly name: string; readonly address?: string }
  /** "10.1.0.0/24", for the network of that name, where that is not there yet. */
  | { readonly kind: "subnet"; readonly name: string; readonly network: string };

export interface Unmet {
  readonly need: Need;
  /** The container or the network that has it; of a partner that does not run: its status. */
  readonly holder?: string;
}

/** One more start of the same image with one thing changed. */
export interface Experiment {
  readonly change: Change;
  readonly outcome: Outcome;
}

export type Change =
  /** The very same start once more. */
  | { readonly kind: "none" }
  | { readonly kind: "without-mounts" }
  | { readonly kind: "without-mount"; readonly destination: string }
  /** Without these of its mounts, on the way to the one that is to blame. */
  | { readonly kind: "without-some-mounts"; readonly destinations: readonly string[] }
  /** As the user root, otherwise the same. */
  | { readonly kind: "as-root" }
  /** With the entrypoint and the command of the image in place of the container's. */
  | { readonly kind: "own-command" };

export interface Outcome {
  /** running: alive at the end of the wait. exited: it ran and ended. rejected: the start call failed. */
  readonly kind: "running" | "exited" | "rejected";
  readonly exitCode?: number;
  /** The engine's words, or the last lines of the log. */
  readonly text: string;
}

export interface Gap {
  /** The question: "logs", "files in the container", "shell". */
  readonly probe: string;
  readonly why: string;
}

/** A verbatim piece of evidence. */
export interface Quote {
  /** Where it was read: "start", "inspect", "log", "image", "container", "shell", "experiment". */
  readonly probe: string;
  readonly text: string;
}
