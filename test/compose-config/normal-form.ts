/** A value that nobody can tell from the files alone: it is equal to anything, also to nothing. */
export const unknown = Symbol("unknown");

export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | typeof unknown
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A compose project in a shape that has one way to say each thing. */
export interface NormalProject {
  readonly name: Plain;
  readonly services: Readonly<Record<string, NormalService>>;
  readonly volumes: Plain;
  readonly networks: Plain;
  readonly configs: Plain;
  readonly secrets: Plain;
}

export type NormalService = Readonly<Record<string, Plain>>;

export interface NormalMount {
  readonly type: Plain;
  readonly source: Plain;
  readonly target: Plain;
  readonly read_only: boolean;
  readonly [key: string]: Plain;
}

/** Their order means nothing; where a target is not known, no order can be told. */
export function byTarget(mounts: readonly NormalMount[]): Plain {
  if (mounts.some(({ target }) => target === unknown)) return unknown;
  return mounts.toSorted((a, b) => (String(a.target) < String(b.target) ? -1 : 1));
}

/** `name=address` and `name:address` mean the same, in any order. */
export function hosts(entries: readonly string[]): Plain {
  return entries.map((entry) => entry.replace(/^([^:=]+)[:=]\[?(.*?)\]?$/, "$1=$2")).toSorted();
}

/** `64m` and its like as a number of bytes. */
export function bytes(text: string): Plain {
  const [, number = "", unit = ""] = /^([\d.]+)\s*([kmgt]?)i?b?$/i.exec(text) ?? [];
  const factor = 1024 ** " kmgt".indexOf(unit.toLowerCase() || " ");
  return number === "" ? text : Math.floor(Number(number) * factor);
}

/** Switches are told from texts by their value: nobody calls a host "true". */
export function switched(text: string | undefined): Plain {
  if (/^(true|yes|on)$/i.test(text ?? "")) return true;
  if (/^(false|no|off)$/i.test(text ?? "")) return false;
  return text === "if_not_present" ? "missing" : text;
}

/** Switches and texts that both sides know by the same path. */
export const settings = [
  "cgroup",
  "cgroup_parent",
  "container_name",
  "cpuset",
  "deploy.mode",
  "deploy.replicas",
  "domainname",
  "hostname",
  "init",
  "ipc",
  "isolation",
  "logging.driver",
  "mac_address",
  "network_mode",
  "oom_score_adj",
  "pid",
  "pids_limit",
  "platform",
  "privileged",
  "pull_policy",
  "read_only",
  "restart",
  "runtime",
  "scale",
  "stdin_open",
  "stop_signal",
  "tty",
  "user",
  "userns_mode",
  "uts",
  "working_dir",
];

/** Amounts of memory that both sides know by the same path. */
export const sizes = [
  "deploy.resources.limits.memory",
  "deploy.resources.reservations.memory",
  "mem_limit",
  "mem_reservation",
  "shm_size",
];

/** Where the two differ, as paths with both values; nothing where they are equal. */
export function differences(model: Plain, oracle: Plain, at = ""): string[] {
  if (model === unknown) return [];
  if (isEmpty(model) && isEmpty(oracle)) return [];
  if (isList(model) && isList(oracle) && model.length === oracle.length) {
    return model.flatMap((value, i) => differences(value, oracle[i], `${at}[${i}]`));
  }
  if (isMap(model) && isMap(oracle)) {
    const keys = new Set([...Object.keys(model), ...Object.keys(oracle)]);
    return [...keys].flatMap((key) => differences(model[key], oracle[key], `${at}.${key}`));
  }
  if (model === oracle) return [];
  return [`${at}: ${shown(model)} is ${shown(oracle)} for docker compose`];
}

function isEmpty(value: Plain): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  return isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function isMap(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: Plain): string {
  return JSON.stringify(value, (_, one) => (typeof one === "symbol" ? "?" : one)) ?? "nothing";
}
