import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { URI } from "vscode-uri";
import { renderHtml } from "../../client/src/report/html.ts";
import { diagnosisJson } from "../../client/src/report/json.ts";
import { renderMarkdown } from "../../client/src/report/markdown.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import { type Diagnosis, diagnoseRequest } from "../../server/src/protocol.ts";
import { eventually } from "../e2e/eventually.ts";
import { startEditor } from "../harness/editor.ts";
import { dockwright } from "../harness/terminal.ts";
import { type Bench, collected, created, failing, folder, image, onEngine } from "./engine.ts";

/** One for each place that a secret may stand in, so that a leak says where from. */
const planted = {
  environment: "pl4nted-by-environment",
  url: "pl4nted-in-url",
  generated: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
  option: "pl4nted-by-option",
  buildArgument: "pl4nted-by-build-arg",
  label: "pl4nted-by-label",
  bearer: "eyJpl4nted0000.eyJpl4nted1111.signature",
};

const url = `postgres://app:${planted.url}@db/app`;
const environment = [
  `API_TOKEN=${planted.environment}`,
  `DATABASE_URL=${url}`,
  `BUILD=${planted.generated}`,
];

/** A program that prints all that it knows. */
const says = [
  'echo "token $API_TOKEN at $DATABASE_URL for $BUILD, built with $(cat /built)"',
  `echo "label ${planted.label}, option ${planted.option}" >&2`,
  `echo "curl -H 'Authorization: Bearer ${planted.bearer}' --password ${planted.option}"`,
].join("; ");

const compose = `services:
  web:
    build:
      context: .
      args:
        NPM_TOKEN: ${planted.buildArgument}
    environment:
      API_TOKEN: ${planted.environment}
      DATABASE_URL: ${url}
    command: [serve, --password=${planted.option}, "--token", "${planted.option}"]
    entrypoint: ["sh", "-c", "serve ${planted.environment}"]
`;

interface Planted {
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly tag: string;
}

async function project(bench: Bench): Promise<Planted> {
  const dockerfile = 'FROM busybox:latest\nARG NPM_TOKEN\nRUN echo "$NPM_TOKEN" > /built';
  const tag = await image(bench, dockerfile, {}, { NPM_TOKEN: planted.buildArgument });
  const project = await folder({ "compose.yaml": compose });
  await writeFile(
    join(project, "Dockerfile"),
    `${dockerfile}\nCMD serve --token ${planted.option}\n`,
  );
  const labels = {
    "com.docker.compose.project": "shop",
    "com.docker.compose.service": "web",
    "com.docker.compose.project.working_dir": project,
    "com.docker.compose.project.config_files": join(project, "compose.yaml"),
    "com.example.token": planted.label,
  };
  return { project, labels, tag };
}

function assertClean(what: string, text: string): void {
  assert.ok(text.length > 0, what);
  for (const [place, secret] of Object.entries(planted)) {
    const at = text.indexOf(secret);
    assert.ok(at < 0, `${place} in ${what}: ${text.slice(Math.max(0, at - 200), at + 100)}`);
  }
}

/** Everything that leaves a diagnosis: evidence as it is saved, reports, what the terminal prints. */
async function assertNoneTold(
  evidence: Evidence,
  name: string,
  { project }: Planted,
  ask: (folders: readonly string[]) => Promise<Diagnosis>,
): Promise<void> {
  assertClean("evidence", JSON.stringify(evidence));
  const diagnosis = await ask([URI.file(project).toString()]);
  const fileName = (uri: string) => uri;
  assertClean("diagnosis", JSON.stringify(diagnosis));
  assertClean("page", renderHtml(diagnosis, { fileName, nonce: "n", id: "1" }));
  assertClean("Markdown and clipboard", renderMarkdown(diagnosis, { fileName }));
  assertClean("JSON", JSON.stringify(diagnosisJson(diagnosis, 1, fileName)));
  for (const format of ["text", "markdown", "json"]) {
    const words = ["diagnose", name, "--format", format];
    const { code, stdout, stderr } = await dockwright(project, words);
    assert.ok(code === 0 || code === 3, stderr);
    assertClean(format, stdout);
    assert.equal(stderr.includes("pl4nted"), false, stderr);
  }
}

onEngine(
  "no report, evidence, page or output holds a secret of a program that told them all",
  async (bench, test) => {
    const sources = await project(bench);
    const { tag: Image, labels: Labels } = sources;
    const Cmd = ["sh", "-c", `${says}; exec /nothing --password ${planted.option}`];
    const { id } = await failing(bench, { Image, Cmd, Env: environment, Labels });
    const progress: string[] = [];
    const evidence = await collected(
      bench,
      { kind: "container", name: id },
      {
        experiments: true,
        progress: (step) => void progress.push(step),
      },
    );
    const log = evidence.logs?.join("\n") ?? "";
    assert.match(log, /token «redacted» at postgres:\/\/app:«redacted»@db\/app for «redacted»/);
    assert.match(log, /built with «redacted»/);
    assertClean("progress", progress.join("\n"));
    const editor = await startEditor(test, { project: "fastapi-poetry" });
    await assertNoneTold(evidence, id, sources, (folders) =>
      editor.request<Diagnosis>(diagnoseRequest, { evidence, folders }),
    );
  },
);

onEngine(
  "nor one that the engine refuses to start, whose sources are wrong as well",
  async (bench, test) => {
    const sources = await project(bench);
    const { tag: Image, labels: Labels } = sources;
    const Cmd = [`/opt/${planted.environment}/serve`, "--token", planted.option, `--dsn=${url}`];
    const { id } = await failing(bench, { Image, Cmd, Env: environment, Labels });
    const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
    assert.match(evidence.container?.error ?? "", /\/opt\/«redacted»\/serve/);
    const editor = await startEditor(test, { project: "fastapi-poetry" });
    await assertNoneTold(evidence, id, sources, (folders) =>
      editor.request<Diagnosis>(diagnoseRequest, { evidence, folders }),
    );
  },
);

onEngine("nor what a health check said", async (bench, test) => {
  const sources = await project(bench);
  const { tag: Image, labels: Labels } = sources;
  const second = 1_000_000_000;
  const Healthcheck = {
    Test: ["CMD-SHELL", `${says}; false --password ${planted.option}`],
    ...{ Interval: second, Retries: 1 },
  };
  const container = await created(bench, {
    ...{ Image, Cmd: ["sleep", "600"], Env: environment, Labels, Healthcheck },
  });
  await container.start();
  await eventually("a health check", async () => {
    const { State } = await container.inspect();
    return State.Health?.Status === "unhealthy";
  });
  const evidence = await collected(bench, { kind: "container", name: container.id });
  assert.match(evidence.container?.health?.runs.at(-1)?.output ?? "", /built with «redacted»/);
  const editor = await startEditor(test, { project: "fastapi-poetry" });
  await assertNoneTold(evidence, container.id, sources, (folders) =>
    editor.request<Diagnosis>(diagnoseRequest, { evidence, folders }),
  );
  await container.kill();
});

onEngine("nor what is predicted from the sources alone", async () => {
  const project = await folder({
    Dockerfile: `FROM busybox:latest\nENV API_TOKEN ${planted.environment}\nCMD ['serve', '--token', '${planted.option}', '${planted.environment}']\n`,
    "compose.yaml": `services:\n  web:\n    build: .\n    environment:\n      API_TOKEN: ${planted.environment}\n    env_file: ${planted.environment}.env\n    command: "serve --password ${planted.option} && run"\n`,
  });
  for (const format of ["text", "json"]) {
    const { code, stdout, stderr } = await dockwright(project, ["check", "--format", format]);
    assert.equal(code, 1, stderr);
    assertClean(format, stdout);
  }
});
