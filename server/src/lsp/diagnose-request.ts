import { stat } from "node:fs/promises";
import { diagnose } from "../analysis/diagnose.ts";
import { type DiagnoseParams, type Diagnosis, diagnoseRequest } from "../protocol.ts";
import { diagnosisOf } from "./diagnosis.ts";
import { masked, redactorOf } from "./mask.ts";
import type { Server } from "./server.ts";
import { fileOf } from "./uris.ts";

/** Judges what Docker said about one container, beside the sources of its image where they are here. */
export function registerDiagnose(server: Server): void {
  const { connection, workspace, settings, docs } = server;
  connection.onRequest(
    diagnoseRequest,
    async ({ evidence, folders }: DiagnoseParams): Promise<Diagnosis> => {
      const workingDir = evidence.target.compose?.workingDir;
      const roots = [...folders.map(fileOf), ...(workingDir ? [workingDir] : [])];
      for (const root of roots) if (await isFolder(root)) await workspace.open(root);
      const { project, textOf } = await server.snapshot();
      const judgement = diagnose(evidence, project);
      const diagnosis = diagnosisOf(evidence, judgement, settings(), textOf, docs);
      const redact = redactorOf(project);
      return {
        ...diagnosis,
        findings: diagnosis.findings.map((finding) => masked(finding, redact)),
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
