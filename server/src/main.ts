import { dirname, join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { shellEnvironment } from "./lsp/environment.ts";
import { startServer } from "./lsp/server.ts";
import { uriOf } from "./lsp/uris.ts";

// The bundle lies in dist/, one folder beside docs/.
const docs = join(dirname(process.argv[1] ?? "."), "..", "docs", "causes");
const connection = createConnection(ProposedFeatures.all);
startServer(connection, uriOf(docs.replaceAll("\\", "/")), shellEnvironment(process.env));
connection.listen();
