const { request } = require("node:http");
const vscode = require("vscode");

/** The containers as Container Tools shows them: the view's id, the context values, `containerDesc.Id`. */
exports.activate = (context) => {
  const tree = { getTreeItem: (node) => node, getChildren: containers };
  context.subscriptions.push(
    vscode.window.registerTreeDataProvider("vscode-containers.views.containers", tree),
    vscode.commands.registerCommand("neighbour.ask", ask),
    vscode.workspace.registerFileSystemProvider("neighbour", elsewhere, { isReadonly: true }),
  );
  lint(context);
};

/** What hadolint says of a COPY from a stage that is not there. */
function lint(context) {
  const found = vscode.languages.createDiagnosticCollection("hadolint");
  const look = (document) => {
    if (!document.fileName.endsWith("Dockerfile")) return;
    const lines = document.getText().split("\n");
    const here = lines.flatMap((line, i) => (line.includes("--from=tolls") ? [i] : []));
    found.set(
      document.uri,
      here.map((line) => {
        const range = document.lineAt(line).range;
        const message = "COPY --from should reference a previously defined FROM alias";
        const diagnostic = new vscode.Diagnostic(range, message);
        return Object.assign(diagnostic, { source: "hadolint", code: "DL3022" });
      }),
    );
  };
  context.subscriptions.push(
    found,
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    vscode.workspace.onDidOpenTextDocument(look),
  );
  for (const document of vscode.workspace.textDocuments) look(document);
}

/** A folder that is on no disk, as those of vscode.dev are. */
const files = { "/project/Dockerfile": "FROM busybox\nCOPY --from=tools /x /x\n" };
const readOnly = () => {
  throw vscode.FileSystemError.NoPermissions();
};
const elsewhere = {
  createDirectory: readOnly,
  writeFile: readOnly,
  delete: readOnly,
  rename: readOnly,
  onDidChangeFile: new vscode.EventEmitter().event,
  watch: () => new vscode.Disposable(() => {}),
  stat({ path }) {
    const text = files[path];
    if (text === undefined && path !== "/project") throw vscode.FileSystemError.FileNotFound(path);
    const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
  },
  readDirectory: () => [["Dockerfile", vscode.FileType.File]],
  readFile({ path }) {
    const text = files[path];
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(text);
  },
};

/** Asks both tools as an assistant would, and shows the answers as text. */
async function ask() {
  const answers = [];
  for (const [name, input] of [
    ["dockwright_findings", { file: "docker-compose.yml" }],
    ["dockwright_diagnose", { service: "backend" }],
  ]) {
    const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
    answers.push(content.map(({ value }) => value).join(""));
  }
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "plaintext", content: answers.join("---\n") }),
  );
}

async function containers() {
  const all = await engine("/containers/json?all=1");
  return all.map(({ Id, State, Names: [name] }) => {
    const item = new vscode.TreeItem(name.slice(1));
    item.contextValue = `${State}Container`;
    return Object.assign(item, { containerDesc: { Id } });
  });
}

function engine(path) {
  const socketPath = process.env.DOCKER_HOST.replace(/^unix:\/\//, "");
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, headers: { host: "docker" } }, async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve(JSON.parse(text));
    });
    asked.once("error", reject).end();
  });
}
