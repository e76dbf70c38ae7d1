import { basename } from "../base/path.ts";
import type { Word } from "../base/text.ts";
import type { Service } from "../compose/model.ts";
import { broken } from "../launch/chain.ts";
import { type Healthcheck, healthcheckOf } from "../project/healthcheck.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { programNamed } from "../project/start.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";

// dash: "/bin/sh: 1: curl: not found"; bash: "line 1: curl: command not found"; runc: `exec: "curl": …`.
const said =
  /(?:^|[\s:])(?:exec: )?"?([^\s":]+)"?: (?:(?:command )?not found|executable file not found|stat \S+: no such file)/;

export const healthcheckToolMissing = defineCause({
  id: "healthcheck-tool-missing",
  title: "The healthcheck's own command is not in the image",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = predictionFor(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { health } = evidence.container ?? {};
    const failed = health?.status === "healthy" ? [] : (health?.runs ?? []);
    const output = failed.map((run) => run.output).findLast((text) => said.test(text));
    const program = said.exec(output ?? "")?.[1];
    if (!output || !program) return;
    const container = containerOf(evidence, project);
    const prediction = container && predictionFor(container, project);
    yield {
      ...prediction,
      certainty: "certain",
      message:
        prediction?.message ??
        `the healthcheck of "${evidence.target.name}" calls ${program}, which is not in the container, so it is never healthy`,
      quotes: [{ probe: "healthcheck", text: output.trim() }],
    };
  },
});

function predictionFor(container: Container, project: Project): Prediction | undefined {
  const check = healthcheckOf(container);
  const missing = check && missingIn(check, container);
  if (!check || !missing) return undefined;
  const { text } = missing;
  const waiting = waitingFor(container, project);
  const words = check.shell
    ? missing === check.shell
      ? `exec: "${text}": stat ${text}: no such file or directory`
      : `${check.shell.text}: 1: ${text}: not found`
    : text.includes("/")
      ? `exec: "${text}": stat ${text}: no such file or directory`
      : `exec: "${text}": executable file not found in $PATH`;
  const consequence =
    waiting.length > 0
      ? `, and ${waiting.map(({ name }) => `"${name.text}"`).join(", ")} ${waiting.length > 1 ? "wait" : "waits"} for it in vain`
      : "";
  return {
    at: check.at,
    // Nothing waits for it: then it runs, and is only called unhealthy.
    certainty: waiting.length > 0 ? "certain" : "likely",
    message: `the healthcheck calls ${text}, which is not in the image, so that it is never healthy${consequence}: ${words}`,
    containers: [container],
    starts: true,
    fixes: fixesFor(missing, check, container),
  };
}

/** The first command that is surely nowhere; what a shell does by itself is always there. */
function missingIn({ shell, commands }: Healthcheck, container: Container): Word | undefined {
  const programs = commands.flatMap(([first]) => first ?? []);
  const outside = shell ? programs.filter(({ text }) => !builtins.has(text)) : programs;
  for (const word of [...(shell ? [shell] : []), ...outside]) {
    if (word.text === "" || /[$`~*]/.test(word.text)) return undefined;
    const end = broken(programNamed(word, container, shell !== undefined).container);
    if (end?.role !== "program") continue;
    if (end.verdict === "missing" || end.verdict === "not-on-path") return word;
  }
  return undefined;
}

/** POSIX, and what dash, bash and BusyBox add to it. */
const builtins = new Set(
  `. : [ [[ alias bg break cd command continue echo eval exec exit export false fg getopts hash jobs kill
   let local printf pwd read readonly return set shift source test times trap true type typeset ulimit
   umask unalias unset wait`.split(/\s+/),
);

function waitingFor({ service, composeFile }: Container, { services }: Project): Service[] {
  return services.flatMap((other) =>
    other.composeFile === composeFile &&
    other.service.dependsOn.some(
      ({ service: name, condition }) =>
        condition === "service_healthy" && name.text === service?.name.text,
    )
      ? [other.service]
      : [],
  );
}

/** Packages by the program that they bring: on Debian, and on Alpine. */
const packages: Readonly<Record<string, readonly [string, string]>> = {
  curl: ["curl", "curl"],
  wget: ["wget", "wget"],
  nc: ["netcat-openbsd", "netcat-openbsd"],
  jq: ["jq", "jq"],
  pg_isready: ["postgresql-client", "postgresql-client"],
  "redis-cli": ["redis-tools", "redis"],
  mysqladmin: ["default-mysql-client", "mysql-client"],
  pgrep: ["procps", "procps"],
  ps: ["procps", "procps"],
};

function fixesFor(missing: Word, check: Healthcheck, container: Container): Fix[] {
  const other = otherTool(missing, check, container);
  const install = installation(missing, container);
  return [...(install ? [install] : []), ...(other ? [other] : [])];
}

/** A RUN at the beginning of the last stage, where it still runs as root. */
function installation({ text }: Word, { image }: Container): Fix | undefined {
  const [debian, alpine] = packages[basename(text)] ?? [];
  const distribution = image?.base?.distribution;
  if (!image || !debian || !alpine) return undefined;
  const command =
    distribution === "alpine"
      ? `apk add --no-cache ${alpine}`
      : distribution === "debian"
        ? `apt-get update && apt-get install -y --no-install-recommends ${debian} && rm -rf /var/lib/apt/lists/*`
        : undefined;
  // What USER a stage below has left is not root's any more.
  const { stage, dockerfile } = image;
  if (!command || dockerfile.stages.some(({ name }) => name?.text === stage.base.text)) {
    return undefined;
  }
  return insert(dockerfile.file, stage.from.end, `\nRUN ${command}`, `Install ${basename(text)}`);
}

/** curl where only wget is there, and the reverse: for a plain address both do. */
function otherTool(missing: Word, check: Healthcheck, container: Container): Fix | undefined {
  const [swap, flags] =
    missing.text === "curl"
      ? ["wget", "-q --spider"]
      : missing.text === "wget"
        ? ["curl", "-fsS"]
        : [];
  if (!swap || !flags || !check.shell) return undefined;
  const { file, start, end } = check.at;
  const { image, composeFile } = container;
  const text =
    image?.dockerfile.file === file ? image.dockerfile.text : composeFile?.texts.get(file);
  const call = new RegExp(
    `\\b${missing.text}(?: +-{1,2}[a-zA-Z-]+)* +(https?://[^\\s"'|;&]+)(?=["'\\s]|$)(?! +-)`,
  );
  const [whole, url] = call.exec(text?.slice(start, end) ?? "") ?? [];
  const there = programNamed({ ...missing, text: swap }, container, true);
  if (!text || !whole || !url || there.container.outcome !== "ok") return undefined;
  const from = text.indexOf(whole, start);
  return {
    title: `Ask with ${swap}, which is there`,
    edits: [
      { span: { file, start: from, end: from + whole.length }, newText: `${swap} ${flags} ${url}` },
    ],
  };
}
