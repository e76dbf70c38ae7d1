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
    ...(isRunning(evidence.container) && { running: true }),
    findings: findings.flatMap((finding) => convertFinding(finding, severity, textOf, docs) ?? []),
    chains,
    experiments: evidence.experiments ?? [],
    ruledOut,
    gaps: evidence.gaps,
    said,
    ...(evidence.engine && { engine: evidence.engine }),
    ...(evidence.missing && { missing: evidence.missing }),
    ...(evidence.timing && { timing: evidence.timing }),
    ...(evidence.shell && { shell: evidence.shell.program }),
  };
}

/** One that is started again and again is found alive at times. */
function isRunning(container: Evidence["container"]): boolean {
  return container?.status === "running" && container.restartCount === 0;
}
