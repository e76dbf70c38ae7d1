import type { Span, Word } from "../base/text.ts";

/** A compose file as one reads it: values interpolated, every value with its place. */
export interface ComposeFile {
  readonly file: string;
  readonly text: string;
  readonly name: Value | undefined;
  readonly services: readonly Service[];
  /** Named volumes of the top level. */
  readonly volumes: ReadonlyMap<string, VolumeDefinition>;
  /** The file takes in others: what it says of a service may not be all. */
  readonly partial: boolean;
  /** COMPOSE_PROFILES, where it is known. */
  readonly activeProfiles: readonly string[];
}

/** A scalar after interpolation. `unknown`: a variable without value takes part; `text` is as written. */
export interface Value extends Word {
  readonly unknown?: true;
}

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
  readonly environment: ReadonlyMap<string, Value | undefined>;
  /** Variables may come from files that the model has not read. */
  readonly environmentComplete: boolean;
  readonly mounts: readonly Mount[];
  readonly platform: Value | undefined;
  readonly envFiles: readonly EnvFile[];
  readonly dependsOn: readonly Dependency[];
  readonly profiles: readonly Value[];
  /** It has a healthcheck of its own, or switches the image's off. */
  readonly healthcheck: "own" | "disabled" | undefined;
  /** It has parts that are not read here: of another service, or files that come from elsewhere. */
  readonly partial: boolean;
}

export interface Build {
  readonly span: Span;
  /** Relative paths are relative to the compose file's folder. */
  readonly context: Value | undefined;
  readonly dockerfile: Value | undefined;
  readonly inline: Value | undefined;
  readonly target: Value | undefined;
  readonly args: ReadonlyMap<string, Value | undefined>;
  /** Names that --from may mean beside stages: `additional_contexts`. */
  readonly contexts: readonly string[];
}

/** `command:` or `entrypoint:`: a list of words, or nothing, which clears what the image says. */
export interface Override extends Span {
  /** Undefined for null: as if it were not there. Unknown where a variable has no value. */
  readonly words: readonly Value[] | undefined;
  readonly unknown?: true;
}

export interface Mount {
  readonly type: "bind" | "volume" | "tmpfs" | "other";
  /** The host path of a bind mount, the name of a volume; undefined for an anonymous one. */
  readonly source: Value | undefined;
  readonly target: Value;
  readonly readOnly: boolean;
  /** Docker does not copy the image's files into it. */
  readonly noCopy: boolean;
  /** The whole entry, from its first character to its last. */
  readonly span: Span;
  /** It stands in a list on lines of its own. */
  readonly block: boolean;
}

export interface VolumeDefinition {
  readonly external: boolean;
  /** Options of the driver: its content is not the image's. */
  readonly driven: boolean;
}

export interface EnvFile {
  readonly path: Value;
  readonly required: boolean;
}

export interface Dependency {
  readonly service: Value;
  /** "service_started" unless it says otherwise. */
  readonly condition: string;
  readonly required: boolean;
}
