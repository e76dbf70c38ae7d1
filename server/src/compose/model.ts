import type { Span, Word } from "../base/text.ts";
import type { Options } from "./options.ts";
import type { MapNode, Node } from "./tree.ts";

/**
 * A compose project as one reads it at its main file, with those that are laid over it, that it includes, and
 * whose services its own extend: values interpolated, every value with its place.
 */
export interface ComposeFile {
  /** The main file. */
  readonly file: string;
  readonly text: string;
  /** The texts of all files that take part, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where relative paths start from that are written in it. */
  readonly folder: string;
  /** What compose calls it; undefined where that is not known. */
  readonly project: string | undefined;
  readonly services: readonly Service[];
  /** Named volumes of the top level. */
  readonly volumes: ReadonlyMap<string, VolumeDefinition>;
  readonly networks: ReadonlyMap<string, NetworkDefinition>;
  readonly configs: ReadonlyMap<string, FileDefinition>;
  readonly secrets: ReadonlyMap<string, FileDefinition>;
  /** Other files whose services are its own by `include`. */
  readonly included: readonly string[];
  /** The file takes in others that could not be read: what it says of a service may not be all. */
  readonly partial: boolean;
  /** COMPOSE_PROFILES, where it is known. */
  readonly activeProfiles: readonly string[];
}

/** A scalar after interpolation. `unknown`: a variable without value takes part; `text` is as written. */
export interface Value extends Word {
  readonly unknown?: true;
}

/** A path of the host; a relative one starts from `folder`. */
export interface PathValue extends Value {
  readonly folder: string;
}

/** Names with their values; undefined for one whose value comes from where compose runs. */
export type Assignments = ReadonlyMap<string, Value | undefined>;

export interface Service {
  readonly name: Word;
  /** Key and body. */
  readonly span: Span;
  readonly image: Value | undefined;
  readonly build: Build | undefined;
  readonly entrypoint: Override | undefined;
  readonly command: Override | undefined;
  readonly workingDir: Value | undefined;
  readonly user: Value | undefined;
  readonly environment: Assignments;
  /** Variables may come from files that the model has not read. */
  readonly environmentComplete: boolean;
  readonly mounts: readonly Mount[];
  /** Mounts in whose place, at the same path, one of `mounts` stands. */
  readonly replacedMounts: readonly Mount[];
  /** Services and containers whose mounts it takes over. */
  readonly volumesFrom: readonly Value[];
  readonly configs: readonly FileGrant[];
  readonly secrets: readonly FileGrant[];
  readonly platform: Value | undefined;
  readonly envFiles: readonly EnvFile[];
  readonly dependsOn: readonly Dependency[];
  readonly profiles: readonly Value[];
  /** It has a healthcheck of its own, or switches the image's off. */
  readonly healthcheck: "own" | "disabled" | undefined;
  /** What runs inside the container to see whether it is healthy, `CMD` and its like in front. */
  readonly healthcheckTest: Override | undefined;
  /** What `docker compose watch` does when files of the host change. */
  readonly watch: readonly WatchRule[];
  /** What it asks of the engine and the kernel. */
  readonly options: Options;
  /** Everything that it says, as it stands. */
  readonly body: MapNode;
  /** It has parts that are not read here: of another service, or files that come from elsewhere. */
  readonly partial: boolean;
}

export interface Build {
  readonly span: Span;
  readonly context: PathValue | undefined;
  readonly dockerfile: Value | undefined;
  readonly inline: Value | undefined;
  readonly target: Value | undefined;
  readonly args: Assignments;
  /** Names that --from may mean beside stages: `additional_contexts`. */
  readonly contexts: ReadonlyMap<string, PathValue | undefined>;
}

/** One rule of `develop.watch`. */
export interface WatchRule {
  readonly span: Span;
  readonly path: PathValue | undefined;
  /** "rebuild", "sync", "restart", "sync+restart" or "sync+exec". */
  readonly action: Value | undefined;
  /** Where the files go in the container. */
  readonly target: Value | undefined;
  /** Patterns of files of no interest. */
  readonly ignore: readonly Value[];
}

/** `command:` or `entrypoint:`: a list of words, or nothing, which clears what the image says. */
export interface Override extends Span {
  /** Undefined for null: as if it were not there. Unknown where a variable has no value. */
  readonly words: readonly Value[] | undefined;
  readonly unknown?: true;
  /** What a string says behind a sign that only a shell knows, such as `&&`: compose leaves it out. */
  readonly cut?: Value;
}

export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs" | "config" | "secret" | "other";
  /** The host path of a bind mount, a config or a secret, the name of a volume; undefined for an anonymous one. */
  readonly source: PathValue | undefined;
  readonly target: Value;
  readonly readOnly: boolean;
  /** Docker does not copy the image's files into it. */
  readonly noCopy: boolean;
  /** The whole entry, from its first character to its last. */
  readonly span: Span;
  /** It stands in a list on lines of its own. */
  readonly block: boolean;
}

/** A config or a secret of the top level that a service gets as a file. */
export interface FileGrant {
  readonly source: Value;
  /** Where the file lies in the container, as far as it is said. */
  readonly target: Value | undefined;
  readonly span: Span;
}

export interface VolumeDefinition {
  readonly name: Word;
  readonly external: boolean;
  /** Options of the driver: its content is not the image's. */
  readonly driven: boolean;
  readonly driver: Value | undefined;
  readonly driverOptions: Assignments;
  readonly body: Node;
  /** The folder of the host that the local driver mounts in its place. */
  readonly bound: BoundFolder | undefined;
  /** The name that Docker knows it by, where it is said. */
  readonly called: Value | undefined;
}

/** `device` of a volume whose options `o` say `bind`. */
export interface BoundFolder {
  readonly device: PathValue;
  /** Compose makes a relative path absolute; otherwise the engine gets it as it is written. */
  readonly resolved: boolean;
}

export interface NetworkDefinition {
  readonly name: Word;
  readonly external: boolean;
  readonly driver: Value | undefined;
  readonly driverOptions: Assignments;
  readonly called: Value | undefined;
  readonly subnets: readonly Value[];
  readonly body: Node;
}

/** A config or a secret of the top level: where its content comes from. */
export interface FileDefinition {
  readonly name: Word;
  readonly span: Span;
  readonly external: boolean;
  readonly file: PathValue | undefined;
  readonly content: Value | undefined;
  readonly environment: Value | undefined;
  readonly called: Value | undefined;
}

export interface EnvFile {
  readonly path: PathValue;
  readonly required: boolean;
}

export interface Dependency {
  readonly service: Value;
  /** "service_started" unless it says otherwise. */
  readonly condition: string;
  /** Where the condition is said. */
  readonly conditionAt?: Value;
  readonly required: boolean;
}
