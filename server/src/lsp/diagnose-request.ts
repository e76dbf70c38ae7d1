import { stat } from "node:fs/promises";
import { diagnose } from "../analysis/diagnose.ts";
import { type DiagnoseParams, type Diagnosis, diagnoseRequest } from "../protocol.ts";
import { convertFinding } from "./convert.ts";
import type { Server } from "./server.ts";
import { severityOf } from "./settings.ts";
import { fileOf } from "./uris.ts";

/** Judges what Docker said about one container, beside the sources of its image where they are here. */
export function registerDiagnose({ connection, workspace, settings, docs }: Server): void {
  connection.onRequest(
    diagnoseRequest,
    async ({ evidence, folders }: DiagnoseParams): Promise<Diagnosis> => {
      const workingDir = evidence.target.compose?.workingDir;
      const roots = [...folders.map(fileOf), ...(workingDir ? [workingDir] : [])];
      for (const root of roots) if (await isFolder(root)) await workspace.open(root);
      const { project, textOf } = await workspace.snapshot();
      const judgement = diagnose(evidence, project);
      const severity = severityOf(settings());
      return {
        version: 1,
        target: evidence.target,
        findings: judgement.findings.flatMap(
          (finding) => convertFinding(finding, severity, textOf, docs) ?? [],
        ),
        chains: judgement.chains,
        experiments: evidence.experiments ?? [],
        ruledOut: judgement.ruledOut,
        gaps: evidence.gaps,
        said: judgement.said,
      };
    },
  );
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
