import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { URI } from "vscode-uri";
import type {
  CollectOptions,
  DockerPart,
  NoEngine,
  NoTarget,
  TargetRequest,
} from "../../client/src/docker/engine.ts";
import { run } from "../../client/src/terminal/run.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import type { DiagnoseParams, Service } from "../../server/src/protocol.ts";
import { hostile } from "../report/hostile.ts";
import { story } from "../report/story.ts";
import { fakeTerminal, folderWith } from "./fake-terminal.ts";

const evidence: Evidence = { version: 1, target: story.target, gaps: [] };

test("a confirmed cause ends with 0, and the report says it all", async (context) => {
  const { docker, asked } = fakeDocker();
  const { terminal, printed } = fakeTerminal(
    folderWith(context, {}),
    { diagnose: async () => story },
    docker,
  );
  assert.equal(await run(["diagnose", "web", "--no-experiments"], "1", terminal), 0);
  assert.deepEqual(asked.target, { kind: "container", name: "web" });
  assert.equal(asked.options?.experiments, false);
  for (const words of [
    /^The service backend failed\n {2}exec: "\/app/,
    /mending one alone is\s+not\s+enough/,
    /1\. A mount hides the program that the image starts {2}mount-hides-program/,
    /proven: the same image starts without the mount at \/app/,
    /Docker said:\s+exec:/,
    /in the image {30,}in the container/,
    /✓ the program {2}← here they part +✗ the program {2}← here they part/,
    /✓ without the mount at \/app: it starts/,
    /the log: the container never ran/,
    /No folder in PATH holds the command: the command is an absolute path/,
  ]) {
    assert.match(printed.out, words);
  }
});

test("a narrow terminal shows one chain below the other", async (context) => {
  const { docker } = fakeDocker();
  const { terminal, printed } = fakeTerminal(
    folderWith(context, {}),
    { diagnose: async () => story },
    docker,
  );
  await run(["diagnose", "web"], "1", { ...terminal, width: 60 });
  assert.match(printed.out, /^ {2}in the image$/m);
  assert.match(printed.out, /^ {2}in the container$/m);
});

test("nothing of what others wrote steers the terminal", async (context) => {
  const { docker } = fakeDocker();
  for (const format of ["text", "markdown", "json"]) {
    const { terminal, printed } = fakeTerminal(
      folderWith(context, {}),
      { diagnose: async () => hostile },
      docker,
    );
    await run(["diagnose", "web", "--format", format], "1", terminal);
    assert.doesNotMatch(printed.out, /(?![\n\t])[\p{Cc}\p{Cf}]/u, format);
  }
});

test("JSON keeps its contract", async (context) => {
  const { docker } = fakeDocker();
  const { terminal, printed } = fakeTerminal(
    folderWith(context, {}),
    { diagnose: async () => story },
    docker,
  );
  assert.equal(await run(["diagnose", "web", "--format", "json"], "1", terminal), 0);
  const report = JSON.parse(printed.out);
  assert.deepEqual(Object.keys(report), [
    "version",
    "target",
    "findings",
    "chains",
    "experiments",
    "ruledOut",
    "gaps",
    "timing",
    "durationMs",
  ]);
  assert.deepEqual(Object.keys(report.findings[0]), [
    "cause",
    "certainty",
    "message",
    "file",
    "line",
    "quotes",
    "fixes",
  ]);
  assert.equal(report.findings[0].line, 12);
  assert.equal(report.chains.image.length, 3);
  assert.equal(report.chains.container.length, 1);
  assert.ok(Number.isInteger(report.durationMs));
});

test("no confirmed cause ends with 3", async (context) => {
  const { docker } = fakeDocker();
  const { terminal, printed } = fakeTerminal(
    folderWith(context, {}),
    { diagnose: async () => ({ ...story, findings: [] }) },
    docker,
  );
  assert.equal(await run(["diagnose", "web"], "1", terminal), 3);
  assert.match(printed.out, /No cause was confirmed/);
});

test("a service is looked up in the compose files of the folder", async (context) => {
  const { docker, asked } = fakeDocker();
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  const service: Service = {
    name: "web",
    project: "shop",
    uri: "file:///shop/compose.yaml",
    range,
    body: range,
    image: "shop-web",
    builds: true,
  };
  const { terminal } = fakeTerminal(
    folderWith(context, {}),
    { diagnose: async () => story, services: async () => [service, { ...service, name: "db" }] },
    docker,
  );
  await run(["diagnose", "--service", "web"], "1", terminal);
  assert.deepEqual(asked.target, {
    kind: "service",
    name: "web",
    project: "shop",
    image: "shop-web",
    planned: { composeFile: "/shop/compose.yaml", builds: true },
  });
});

test("without an engine it says what was tried and ends with 2", async (context) => {
  const error: NoEngine = Object.assign(new Error("no Docker engine answers"), {
    name: "NoEngine" as const,
    tried: [
      { address: "unix:///var/run/docker.sock", why: "there is no such socket" },
      { address: "tcp://127.0.0.1:2375", why: "refused" },
    ],
  });
  const { terminal, printed } = fakeTerminal(
    folderWith(context, {}),
    {},
    {
      connect: () => Promise.reject(error),
    },
  );
  assert.equal(await run(["diagnose", "web"], "1", terminal), 2);
  assert.equal(
    printed.error,
    "dockwright: no Docker engine answers\n" +
      "  unix:///var/run/docker.sock: there is no such socket\n" +
      "  tcp://127.0.0.1:2375: refused\n",
  );
});

test("without such a container it ends with 2, without such a folder too", async (context) => {
  const error: NoTarget = Object.assign(new Error("there is no container web"), {
    name: "NoTarget" as const,
  });
  const { docker } = fakeDocker(() => Promise.reject(error));
  const { terminal, printed } = fakeTerminal(folderWith(context, {}), {}, docker);
  assert.equal(await run(["diagnose", "web"], "1", terminal), 2);
  assert.equal(await run(["diagnose", "web", "--project", "nowhere"], "1", terminal), 2);
  assert.match(printed.error, /there is no container web\n.*there is no folder .*nowhere/s);
});

test("the sources are looked for where the user says, where compose was run, or here", async (context) => {
  const folder = folderWith(context, { "shop/Dockerfile": "FROM scratch\n" });
  const shop = join(folder, "shop");
  const compose = { project: "shop", service: "web", workingDir: shop, configFiles: [] };
  const folders = async (words: string[], target: Evidence["target"], home = "/") => {
    let asked: readonly string[] | undefined;
    const { docker } = fakeDocker(async () => ({ ...evidence, target }));
    const { terminal } = fakeTerminal(
      folder,
      {
        diagnose: async (params) => {
          asked = params.folders.map((uri) => URI.parse(uri).fsPath);
          return story;
        },
      },
      docker,
    );
    await run(["diagnose", "web", ...words], "1", { ...terminal, home });
    return asked;
  };
  const plain = { kind: "container", name: "web" } as const;
  assert.deepEqual(await folders(["--project", "shop"], { ...plain, compose }), [shop]);
  assert.deepEqual(await folders([], { ...plain, compose }), []);
  assert.deepEqual(await folders([], plain), [folder]);
  assert.deepEqual(await folders([], plain, folder), []);
});

test("saved evidence is judged again, without Docker", async (context) => {
  const folder = folderWith(context, {
    "evidence.json": JSON.stringify(evidence),
    "notes.json": "{}",
    "notes.txt": "no JSON",
  });
  const judged: Evidence[] = [];
  const diagnose = async ({ evidence }: DiagnoseParams) => {
    judged.push(evidence);
    return story;
  };
  const { terminal, printed } = fakeTerminal(folder, { diagnose });
  assert.equal(await run(["diagnose", "--evidence", "evidence.json"], "1", terminal), 0);
  assert.deepEqual(judged, [evidence]);
  assert.match(printed.out, /The service backend failed/);

  for (const [name, why] of [
    ["notes.json", /notes\.json holds no evidence/],
    ["notes.txt", /it is no JSON/],
    ["none.json", /ENOENT/],
  ] as const) {
    const { terminal, printed } = fakeTerminal(folder, { diagnose });
    assert.equal(await run(["diagnose", "--evidence", name], "1", terminal), 2);
    assert.match(printed.error, why);
  }
});

function fakeDocker(collect: () => Promise<Evidence> = async () => evidence) {
  const asked: { target?: TargetRequest; options?: CollectOptions } = {};
  const docker: DockerPart = {
    connect: async () => ({
      description: "a fake",
      candidates: async () => [],
      images: async () => [],
      watch: async () => {},
      shell: async () => {},
      collect: (target, options) => {
        asked.target = target;
        asked.options = options;
        return collect();
      },
    }),
  };
  return { docker, asked };
}
