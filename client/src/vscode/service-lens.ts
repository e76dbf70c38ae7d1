import { CodeLens, type Disposable, languages, Range } from "vscode";
import type { Server } from "../server.ts";
import { composeFiles } from "./language-client.ts";

/** Above each service of a compose file: ask why it does not start. */
export function registerServiceLens(server: Server): Disposable {
  const selector = [{ scheme: "file", pattern: composeFiles }];
  return languages.registerCodeLensProvider(selector, {
    async provideCodeLenses({ uri }) {
      // Where the server did not start the user has been told so already.
      const services = await server.services({ uris: [uri.toString()] }).catch(() => []);
      return services
        .filter((service) => service.uri === uri.toString())
        .map(({ name, project, image, range: { start, end } }) => {
          const range = new Range(start.line, start.character, end.line, end.character);
          const request = { service: name, composeFile: uri.fsPath, project, image };
          return new CodeLens(range, {
            title: "Diagnose start",
            tooltip: `Ask Docker why ${name} does not start`,
            command: "dockwright.diagnose",
            arguments: [request],
          });
        });
    },
  });
}
