import type { Evidence, Experiment, Gap, Need, Quote, Target } from "./evidence.ts";
import type { Chain } from "./launch/chain.ts";

/** Our own requests beside LSP. Both clients, the editor and the terminal, speak them. */

/** Everything in the source that will keep a container from starting: CheckParams → CheckResult. */
export const checkRequest = "dockwright/check";
/** Why one container did not start: DiagnoseParams → Diagnosis. */
export const diagnoseRequest = "dockwright/diagnose";
/** The services and images that the project's files describe: ServicesParams → Service[]. */
export const servicesRequest = "dockwright/services";
/** The stages of Dockerfiles that somebody starts: ServicesParams → Stage[]. */
export const stagesRequest = "dockwright/stages";

export interface CheckParams {
  /** URIs of folders and files; files stand for themselves, folders for all that lies in them. */
  readonly uris: readonly string[];
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly checked: {
    readonly dockerfiles: number;
    readonly composeFiles: number;
    readonly containers: number;
  };
  /** Files that were named and could not be read. */
  readonly unreadable: readonly { readonly uri: string; readonly why: string }[];
}

export type Severity = "error" | "warning" | "information" | "hint";
export type Certainty = "certain" | "likely" | "possible";

export interface Finding {
  /** Cause id. */
  readonly cause: string;
  /** The cause in words. */
  readonly title: string;
  /** Address of the cause's page. */
  readonly docs: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly message: string;
  readonly at?: Location;
  readonly related: readonly { readonly at: Location; readonly message: string }[];
  readonly quotes: readonly Quote[];
  readonly fixes: readonly Fix[];
  /** A comment in the source says to live with it. Only in a diagnosis; a check leaves such findings out. */
  readonly ignored?: { readonly reason?: string };
  /** The cause id under which the editor warns of it in the source. Only in a diagnosis. */
  readonly warned?: string;
}

/** Lines and columns from 0, columns in UTF-16 units, as LSP has them. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}

export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface Fix {
  /** A verb phrase. */
  readonly title: string;
  readonly files: readonly FileEdit[];
}

export interface FileEdit {
  readonly uri: string;
  /** The file does not exist yet. */
  readonly create: boolean;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

export interface DiagnoseParams {
  readonly evidence: Evidence;
  /** Folders in which the sources of the image may lie. */
  readonly folders: readonly string[];
}

export interface Diagnosis {
  readonly version: 1;
  readonly target: Target;
  /** The container lives, and has not been restarted. */
  readonly running?: true;
  /** Surest first; those that would stop the start by themselves before their consequences. */
  readonly findings: readonly Finding[];
  readonly chains: { readonly image?: Chain; readonly container?: Chain };
  readonly experiments: readonly Experiment[];
  readonly ruledOut: readonly RuledOut[];
  readonly gaps: readonly Gap[];
  /** The engine's words about the failure, and the last lines of the log. */
  readonly said: readonly Quote[];
  readonly engine?: Evidence["engine"];
  /** The image that the service would run, where it is not here. */
  readonly missing?: Evidence["missing"];
  /** How long each question took. */
  readonly timing?: Evidence["timing"];
  /** The shell of the image that answered. */
  readonly shell?: string;
}

export interface RuledOut {
  readonly cause: string;
  readonly title: string;
  /** The fact that rules it out. */
  readonly why: string;
}

export interface ServicesParams {
  readonly uris: readonly string[];
}

/** A service of a compose file. */
export interface Service {
  readonly name: string;
  /** As compose would call the project. */
  readonly project: string;
  /** The compose file. */
  readonly uri: string;
  /** Its name. */
  readonly range: Range;
  /** Its name and all that is said of it. */
  readonly body: Range;
  /** The image it runs: as written, or as compose names what it builds. */
  readonly image?: string;
  readonly builds: boolean;
  /**
   * The body of the create call with which compose makes its container, but for the image and for what only
   * counts at the start. Holds values of the environment: it never leaves the machine.
   */
  readonly create?: Readonly<Record<string, unknown>>;
  /** What has to be there, or to be free, on the engine before that. */
  readonly needs?: readonly Need[];
}

/** A stage that a service builds, or the last one of a Dockerfile. */
export interface Stage {
  /** The Dockerfile. */
  readonly uri: string;
  /** Its FROM. */
  readonly range: Range;
  /** From there to its last instruction. */
  readonly body: Range;
  readonly services: readonly Service[];
}
