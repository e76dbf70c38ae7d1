import { readFile } from "node:fs/promises";
import type { Evidence } from "../../../server/src/evidence.ts";

/** The file cannot be read, or holds something else. The message names it. */
interface NoEvidence extends Error {
  readonly name: "NoEvidence";
}

/** What "Save evidence" has written. Rejects with a NoEvidence. */
export async function savedEvidence(file: string): Promise<Evidence> {
  let found: unknown;
  try {
    found = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is no JSON" : String(error);
    throw noEvidence(`${file} cannot be read: ${why}`);
  }
  if (isEvidence(found)) return found;
  throw noEvidence(`${file} holds no evidence that this version of dockwright can read`);
}

export function isNoEvidence(error: unknown): error is NoEvidence {
  return error instanceof Error && error.name === "NoEvidence";
}

/** What every judgement looks at is there; what is missing beside it was not answered. */
function isEvidence(value: unknown): value is Evidence {
  if (typeof value !== "object" || value === null) return false;
  const { version, target, gaps }: { version?: unknown; target?: unknown; gaps?: unknown } = value;
  return version === 1 && typeof target === "object" && target !== null && Array.isArray(gaps);
}

function noEvidence(message: string): NoEvidence {
  return Object.assign(new Error(message), { name: "NoEvidence" as const });
}
