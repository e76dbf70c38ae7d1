import { isWithin } from "../base/path.ts";
import type { Container } from "../project/project.ts";
import { type ServicesParams, type Stage, stagesRequest } from "../protocol.ts";
import { locationOf, type TextOf } from "./convert.ts";
import type { Server } from "./server.ts";
import { serviceOf } from "./services-request.ts";
import { fileOf } from "./uris.ts";

/** The stages that are started: where a diagnosis can be asked for in a Dockerfile. */
export function registerStages(server: Server): void {
  server.connection.onRequest(stagesRequest, async ({ uris }: ServicesParams): Promise<Stage[]> => {
    const scopes = uris.map(fileOf);
    const { project, textOf } = await server.snapshot();
    const byStage = new Map<object, Container[]>();
    for (const container of project.containers) {
      const { image } = container;
      if (!image || !scopes.some((scope) => isWithin(image.dockerfile.file, scope))) continue;
      byStage.set(image.stage, [...(byStage.get(image.stage) ?? []), container]);
    }
    return [...byStage.values()].flatMap((containers) => stageOf(containers, textOf));
  });
}

function stageOf(containers: readonly Container[], textOf: TextOf): Stage[] {
  const stage = containers[0]?.image?.stage;
  if (!stage) return [];
  const { from, instructions } = stage;
  const end = instructions.at(-1)?.span.end ?? from.end;
  return [
    {
      ...locationOf(from, textOf),
      body: locationOf({ ...from, end }, textOf).range,
      services: containers.flatMap(({ service, composeFile }) =>
        service && composeFile ? [serviceOf(service, composeFile, textOf)] : [],
      ),
    },
  ];
}
