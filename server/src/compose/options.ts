import type { Span, Word } from "../base/text.ts";
import type { Assignments, PathValue, Value } from "./model.ts";

/** What a service asks of the engine and of the kernel, beside its image, its command and its mounts. */
export interface Options {
  /**
   * Every scalar by its path in the service: `hostname`, `mem_limit`, `network_mode`, `restart`,
   * `logging.driver`, `deploy.resources.limits.memory`.
   */
  readonly settings: ReadonlyMap<string, Value>;
  readonly ports: readonly Port[];
  readonly networks: readonly Attachment[];
  readonly capAdd: readonly Value[];
  readonly capDrop: readonly Value[];
  readonly securityOpt: readonly Value[];
  readonly groupAdd: readonly Value[];
  readonly devices: readonly Device[];
  readonly dns: readonly Value[];
  /** `name=address` or `name:address`. */
  readonly extraHosts: readonly Value[];
  /** Other services and containers that it names in `links`. */
  readonly links: readonly Value[];
  readonly sysctls: Assignments;
  readonly labels: Assignments;
  readonly ulimits: readonly Ulimit[];
  /** Devices that `deploy.resources.reservations` or `gpus` asks for. */
  readonly reservations: readonly Reservation[];
}

/** One port that is published: a range counts as many. */
export interface Port {
  /** The whole entry. */
  readonly span: Span;
  readonly hostIp: string | undefined;
  /** A port of the host, or a range `8000-8010` of which one is taken; undefined for any. */
  readonly published: string | undefined;
  readonly target: number;
  readonly protocol: string;
  /** A variable without value takes part in what is undefined here. */
  readonly unknown?: true;
}

/** A network of the top level that a service joins. */
export interface Attachment {
  readonly network: Value;
  readonly aliases: readonly Value[];
  readonly ipv4: Value | undefined;
  readonly ipv6: Value | undefined;
}

/** A device of the host: `source[:target[:permissions]]`. */
export interface Device {
  readonly span: Span;
  readonly source: PathValue;
  readonly target: Value;
  readonly permissions: string;
}

export interface Ulimit {
  readonly name: Word;
  readonly soft: Value | undefined;
  readonly hard: Value | undefined;
}

/** A device that the engine is to find by what it can do, such as a GPU. */
export interface Reservation {
  readonly span: Span;
  readonly driver: Value | undefined;
  readonly capabilities: readonly Value[];
}
