export type Log = (message: string) => void;

export interface RunningVSCode {
  /** Opens the folder. */
  readonly url: string;
  readonly userDataDir: string;
  stop(): Promise<void>;
}

export function startVSCode(options: {
  readonly folder: string;
  readonly vsix?: string;
  /** Further extensions to install, as VSIX files. */
  readonly neighbours?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** "enabled" opens the folder in Restricted Mode. */
  readonly trust?: "disabled" | "enabled";
  /** A free one when left out. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: Log;
}): Promise<RunningVSCode>;

export function ensureVSCode(options?: {
  readonly log?: Log;
}): Promise<{ readonly node: string; readonly entry: string }>;

/** The path of a Chromium. */
export function ensureBrowser(options?: { readonly log?: Log }): Promise<string>;
