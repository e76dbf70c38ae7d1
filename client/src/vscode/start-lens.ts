import { CodeLens, type Disposable, EventEmitter, languages, Uri, workspace } from "vscode";
import type { Range, Service } from "../../../server/src/protocol.ts";
import type { Server } from "../server.ts";
import { composeFiles, dockerfiles } from "./language-client.ts";
import { toRange } from "./workspace-edit.ts";

/** Above each service of a compose file, and above the stages of a Dockerfile that are started: ask why not. */
export function registerStartLenses(server: Server): Disposable[] {
  // What stands above a stage follows from compose files, too: the editor asks again by itself only when
  // the file with the lens changes.
  const changed = new EventEmitter<void>();
  const tell = () => changed.fire();
  return [
    changed,
    languages.onDidChangeDiagnostics(tell),
    workspace.onDidSaveTextDocument(tell),
    languages.registerCodeLensProvider([{ scheme: "file", pattern: composeFiles }], {
      onDidChangeCodeLenses: changed.event,
      async provideCodeLenses({ uri }) {
        // Where the server did not start the user has been told so already.
        const services = await server.services({ uris: [uri.toString()] }).catch(() => []);
        return services
          .filter((service) => service.uri === uri.toString())
          .map((service) => serviceLens(service, service.range));
      },
    }),
    languages.registerCodeLensProvider(
      dockerfiles.map((pattern) => ({ scheme: "file", pattern })),
      {
        onDidChangeCodeLenses: changed.event,
        async provideCodeLenses({ uri }) {
          const stages = await server.stages({ uris: [uri.toString()] }).catch(() => []);
          return stages
            .filter((stage) => stage.uri === uri.toString())
            .flatMap(({ range, services }) =>
              services.length === 0
                ? [imageLens(uri, range)]
                : services.map((service) => serviceLens(service, range, services.length > 1)),
            );
        },
      },
    ),
  ];
}

function serviceLens(service: Service, range: Range, named = false): CodeLens {
  const { name, project, image, uri } = service;
  return new CodeLens(toRange(range), {
    title: named ? `Diagnose start of ${name}` : "Diagnose start",
    tooltip: `Ask Docker why ${name} does not start`,
    command: "dockwright.diagnose",
    arguments: [{ service: name, composeFile: Uri.parse(uri).fsPath, project, image }],
  });
}

/** Nobody can tell how the image was tagged: the user chooses. */
function imageLens(file: Uri, range: Range): CodeLens {
  return new CodeLens(toRange(range), {
    title: "Diagnose start",
    tooltip: "Ask Docker why a container of this image does not start",
    command: "dockwright.diagnose",
    arguments: [file],
  });
}
