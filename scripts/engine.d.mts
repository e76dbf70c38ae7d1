export interface BuildOptions {
  readonly host: string;
  readonly context: string;
  readonly tag: string;
  readonly dockerfile?: string;
  readonly network?: "host";
  readonly target?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly log?: (line: string) => void;
}

/** Builds an image through the engine's API; resolves to its id, rejects with the builder's words. */
export function build(options: BuildOptions): Promise<string>;
