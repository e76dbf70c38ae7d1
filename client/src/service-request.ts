import { URI } from "vscode-uri";
import type { Service } from "../../server/src/protocol.ts";
import type { PlannedService, TargetRequest } from "./docker/engine.ts";
import type { Server } from "./server.ts";

/** A request for a service with what its compose file says of it, in case that it has no container yet. */
export async function withService(
  request: TargetRequest,
  server: Pick<Server, "services">,
): Promise<TargetRequest> {
  if (request.kind !== "service" || request.composeFile === undefined) return request;
  const { composeFile, name } = request;
  const services = await server.services({ uris: [URI.file(composeFile).toString()] });
  const service = services.find((one) => one.name === name);
  if (!service) return request;
  const { project, image } = service;
  return {
    project,
    ...(image !== undefined && { image }),
    ...request,
    planned: plannedOf(service),
  };
}

export function plannedOf({ uri, builds, create, needs }: Service): PlannedService {
  return {
    composeFile: URI.parse(uri).fsPath,
    builds,
    ...(create && { create }),
    ...(needs && { needs }),
  };
}
