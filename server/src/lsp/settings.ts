import type { Cause } from "../causes/cause.ts";
import type { Certainty, Severity } from "../protocol.ts";

/** What the user set, read once from whatever the editor sent. */
export interface Settings {
  /** By cause id. */
  readonly severity: Readonly<Record<string, Severity | "off">>;
  /** Compose files that are started together, as paths from a folder of the workspace. */
  readonly composeLists: readonly (readonly string[])[];
}

export type SeverityOf = (cause: Cause, certainty: Certainty) => Severity | "off";

/** Never fails: what is no setting of ours is as if it were not there. */
export function parseSettings(value: unknown): Settings {
  const severity = entries(entries(value).severity);
  const { files } = entries(entries(value).compose);
  return {
    composeLists: lists(files).flatMap((list) => {
      const paths = lists(list).filter((path) => typeof path === "string");
      return paths.length > 0 ? [paths] : [];
    }),
    severity: Object.fromEntries(
      Object.entries(severity).flatMap(([id, level]) =>
        level === "off" || isSeverity(level) ? [[id, level]] : [],
      ),
    ),
  };
}

/** The user's word for the cause; else how bad it is, shown one step milder for each doubt. */
export function severityOf({ severity }: Settings): SeverityOf {
  return ({ id, severity: own }, certainty) => {
    const chosen = severity[id];
    if (chosen) return chosen;
    const steps = { certain: 0, likely: 1, possible: 2 }[certainty];
    return levels[Math.min(levels.indexOf(own) + steps, levels.length - 1)] ?? own;
  };
}

const levels = ["error", "warning", "information"] as const;

function isSeverity(value: unknown): value is Severity {
  return value === "hint" || levels.some((level) => level === value);
}

function lists(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function entries(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
