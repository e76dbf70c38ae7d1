// A language server as small as it can be; answers with what it was told, so that tests can look.
import { createProtocolConnection } from "vscode-languageserver-protocol/node";

const connection = createProtocolConnection(process.stdin, process.stdout);
let folders = [];
connection.onRequest("initialize", (params) => {
  folders = params.workspaceFolders;
  return { capabilities: {} };
});
connection.onRequest("dockwright/services", () => folders);
connection.onRequest("dockwright/check", () => {
  console.error("something broke");
  process.exit(3);
});
connection.onRequest("shutdown", () => null);
connection.onNotification("exit", () => process.exit(0));
connection.listen();
