/** What the report's page asks of the editor. */
export type PageMessage =
  | { readonly kind: "fix"; readonly finding: number; readonly fix: number }
  | { readonly kind: "fix-all" }
  | { readonly kind: "open"; readonly finding: number; readonly related?: number }
  | { readonly kind: "about"; readonly finding: number }
  | { readonly kind: "diagnose-again" }
  | { readonly kind: "open-shell" }
  | { readonly kind: "build" }
  | { readonly kind: "copy-markdown" }
  | { readonly kind: "save-evidence" };

/** What the editor tells the page: which fixes are done, and a sentence to read out. */
export interface EditorMessage {
  readonly done: readonly string[];
  readonly notice: string;
}

/** The name under which a page knows the button of a fix. */
export function fixKey(finding: number, fix: number): string {
  return `${finding}.${fix}`;
}

/** Nothing that comes out of a page is believed to have the right shape. */
export function toPageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== "object" || value === null || !("kind" in value)) return undefined;
  const { kind } = value;
  const finding = index(value, "finding");
  switch (kind) {
    case "fix-all":
    case "diagnose-again":
    case "open-shell":
    case "build":
    case "copy-markdown":
    case "save-evidence":
      return { kind };
    case "fix": {
      const fix = index(value, "fix");
      return finding === undefined || fix === undefined ? undefined : { kind, finding, fix };
    }
    case "about":
      return finding === undefined ? undefined : { kind, finding };
    case "open": {
      const related = index(value, "related");
      if (finding === undefined) return undefined;
      return { kind, finding, ...(related !== undefined && { related }) };
    }
    default:
      return undefined;
  }
}

function index(value: object, key: string): number | undefined {
  const entry = Object.entries(value).find(([name]) => name === key)?.[1];
  return Number.isInteger(entry) && entry >= 0 ? entry : undefined;
}
