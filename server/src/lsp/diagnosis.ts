import type { Judgement } from "../analysis/diagnose.ts";
import type { Evidence } from "../evidence.ts";
import type { Diagnosis } from "../protocol.ts";
import { convertFinding, type TextOf } from "./convert.ts";
import { type Settings, severityOf } from "./settings.ts";

/** A judgement in the protocol's terms. */
export function diagnosisOf(
  evidence: Evidence,
  { findings, chains, ruledOut, said }: Judgement,
  settings: Settings,
  textOf: TextOf,
  docs: string,
): Diagnosis {
  const severity = severityOf(settings);
  return {
    version: 1,
    target: evidence.target,
    findings: findings.flatMap((finding) => convertFinding(finding, severity, textOf, docs) ?? []),
    chains,
    experiments: evidence.experiments ?? [],
    ruledOut,
    gaps: evidence.gaps,
    said,
    ...(evidence.engine && { engine: evidence.engine }),
    ...(evidence.timing && { timing: evidence.timing }),
    ...(evidence.shell && { shell: evidence.shell.program }),
  };
}
