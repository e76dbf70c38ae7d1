const { request } = require("node:http");
const vscode = require("vscode");

/** The containers as Container Tools shows them: the view's id, the context values, `containerDesc.Id`. */
exports.activate = (context) => {
  const tree = { getTreeItem: (node) => node, getChildren: containers };
  context.subscriptions.push(
    vscode.window.registerTreeDataProvider("vscode-containers.views.containers", tree),
  );
};

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
