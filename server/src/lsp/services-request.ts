import { basename, isWithin } from "../base/path.ts";
import type { ComposeFile, Service as ComposeService } from "../compose/model.ts";
import { createRequest } from "../project/create-request.ts";
import { engineNeeds } from "../project/engine-needs.ts";
import type { Container } from "../project/project.ts";
import { type Service, type ServicesParams, servicesRequest } from "../protocol.ts";
import { locationOf, type TextOf } from "./convert.ts";
import type { Server } from "./server.ts";
import { fileOf } from "./uris.ts";

/** The services that the compose files describe: what a diagnosis can be asked about. */
export function registerServices(server: Server): void {
  server.connection.onRequest(
    servicesRequest,
    async ({ uris }: ServicesParams): Promise<Service[]> => {
      const scopes = uris.map(fileOf);
      const { project, textOf } = await server.snapshot();
      return project.composeFiles
        .filter(({ file }) => scopes.length === 0 || scopes.some((scope) => isWithin(file, scope)))
        .flatMap((composeFile) =>
          composeFile.services.map((service) => {
            const own = project.containers.find(
              (one) =>
                one.composeFile === composeFile && one.service?.name.text === service.name.text,
            );
            return {
              ...serviceOf(service, composeFile, textOf),
              ...(own && plannedAs(own)),
            };
          }),
        );
    },
  );
}

/** What is asked where it has no container. */
function plannedAs(container: Container): Pick<Service, "create" | "needs"> {
  const create = createRequest(container);
  const needs = engineNeeds(container).map(({ need }) => need);
  return { ...(create && { create }), ...(needs.length > 0 && { needs }) };
}

/** A service in the protocol's terms. */
export function serviceOf(
  service: ComposeService,
  composeFile: ComposeFile,
  textOf: TextOf,
): Service {
  const name = composeFile.project ?? basename(composeFile.folder);
  const image = service.image?.unknown ? undefined : service.image?.text;
  const built = service.build ? `${name}-${service.name.text}` : undefined;
  return {
    name: service.name.text,
    project: name,
    ...locationOf(service.name, textOf),
    body: locationOf(service.span, textOf).range,
    ...((image ?? built) !== undefined && { image: image ?? built ?? "" }),
    builds: service.build !== undefined,
  };
}
