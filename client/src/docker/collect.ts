import type { Evidence } from "../../../server/src/evidence.ts";
import { redactAll, redactor } from "../../../server/src/redact.ts";
import { type Asking, asking, together } from "./ask.ts";
import { buildArgumentsOf } from "./build-arguments.ts";
import type { Connection } from "./connect.ts";
import type { CollectOptions, TargetRequest } from "./engine.ts";
import { experiment } from "./experiments/experiment.ts";
import { mountAt, mountsOf } from "./mounts.ts";
import { withPlanned } from "./planned.ts";
import {
  filesInContainer,
  filesInImage,
  type ImageView,
  type View,
} from "./probes/file-systems.ts";
import { traceOf } from "./probes/harmless.ts";
import { containerEvidence, imageEvidence } from "./probes/inspect.ts";
import { withListed } from "./probes/listed.ts";
import { readLog } from "./probes/logs.ts";
import { unmetOf } from "./probes/needs.ts";
import { askShell } from "./probes/shell.ts";
import { siblingsOf } from "./probes/siblings.ts";
import { isRemapped } from "./remapped.ts";
import { marks, type Session } from "./scratch.ts";
import { launchOf, redactorOf, type Subject } from "./subject.ts";
import { grantsOf } from "./swarm.ts";
import { sweep } from "./sweep.ts";
import { findSubject } from "./targets.ts";

/**
 * Asks everything about one target, in the order in which one answer makes the next question possible.
 * Rejects only with a NoTarget, or with an AbortError when the user cancelled.
 */
export async function collect(
  connection: Connection,
  request: TargetRequest,
  options: CollectOptions,
): Promise<Evidence> {
  const questions = asking(options);
  const { docker, architecture, operatingSystem, name, version } = connection;
  const engine = { name, version, architecture, operatingSystem };
  const subject = await questions.ask({
    probe: "inspect",
    step: "looking it up",
    ms: 10_000,
    ask: (signal) => findSubject(docker, request, signal),
  });
  const { gaps, timing } = questions;
  if (!subject) {
    const nothing: Evidence = { version: 1, target: targetOf(request), engine, gaps, timing };
    return redactAll(nothing, redactor([]));
  }

  const [remapped, buildArguments, grants, unmet] = await together([
    questions.ask({ probe: "engine", ms: 5000, ask: (signal) => isRemapped(connection, signal) }),
    questions.ask({
      probe: "history",
      ms: 5000,
      ask: (signal) => buildArgumentsOf(connection, subject, signal),
    }),
    questions.ask({
      probe: "configs",
      ms: 5000,
      ask: (signal) => grantsOf(connection, subject.container?.Config.Labels, signal),
    }),
    questions.ask({
      probe: "what it needs",
      ms: 5000,
      ask: (signal) => unmetOf(connection, subject, signal),
    }),
    questions.ask({ probe: "clean-up", ms: 20_000, ask: (signal) => sweep(docker, signal) }),
  ]);
  const session: Session = {
    docker,
    podman: name === "Podman",
    remapped: remapped ?? false,
    labels: marks(),
    miss: questions.miss,
  };
  const needs = unmet && unmet.length > 0 ? { unmet } : {};
  if (subject.missing) {
    const { target, missing } = subject;
    const found: Evidence = { version: 1, target, engine, missing, ...needs, gaps, timing };
    return redactAll(found, redactorOf(subject));
  }
  const known = {
    ...subject,
    ...(buildArguments && { buildArguments }),
    ...(grants && { grants }),
  };
  const evidence = await withPlanned(session, known, options.signal, (subject) =>
    evidenceOf(session, subject, engine, questions, options),
  );
  return { ...evidence, ...redactAll(needs, redactor([])) };
}

async function evidenceOf(
  session: Session,
  subject: Subject,
  engine: NonNullable<Evidence["engine"]>,
  questions: Asking,
  options: CollectOptions,
): Promise<Evidence> {
  const { gaps, timing } = questions;
  const answers = await answersOf(session, subject, engine.architecture, questions, options);
  const container = containerEvidence(subject);
  const image = imageEvidence(subject);
  const evidence: Evidence = {
    version: 1,
    target: subject.target,
    engine,
    ...(container && { container }),
    ...(image && { image }),
    ...answers,
    gaps,
    timing,
  };
  return redactAll(evidence, redactorOf(subject));
}

async function answersOf(
  session: Session,
  subject: Subject,
  machine: string,
  questions: Asking,
  { experiments }: CollectOptions,
): Promise<Pick<Evidence, "logs" | "files" | "user" | "shell" | "experiments" | "siblings">> {
  const [logs, siblings, image, mayMount] = await together([
    askLog(session, subject, questions),
    askSiblings(session, subject, questions),
    questions.ask({
      probe: "files in the image",
      step: "reading files in the image",
      ms: 25_000,
      ask: (signal) => filesInImage(session, subject, machine, signal),
    }),
    mayBeMounted(session, subject, questions, experiments),
  ]);
  const container = mayMount
    ? await askFiles(session, subject, image, machine, questions)
    : undefined;
  const [shell, tried] = await together([
    mayMount ? askShellIn(session, subject, image, container, questions) : undefined,
    mayMount && experiments
      ? askExperiments(session, subject, { image, container, logs }, questions)
      : undefined,
  ]);
  const said = shell ?? undefined;
  const mounts = subject.container ? mountsOf(subject.container) : [];
  const files = {
    // The shell saw the container: what no mount covers is the image's.
    ...(image && { image: withListed(image.files, said, (path) => !mountAt(mounts, path)) }),
    ...(container && { container: withListed(container.files, said) }),
  };
  return {
    ...(logs && { logs }),
    ...((image || container) && { files }),
    ...(image?.user && { user: image.user }),
    ...(shell && { shell }),
    ...(tried && { experiments: tried }),
    ...(siblings && siblings.length > 0 && { siblings }),
  };
}

async function askLog(session: Session, { container }: Subject, { ask }: Asking) {
  if (!container) return undefined;
  const log = { id: container.Id, tty: container.Config.Tty };
  return ask({
    probe: "logs",
    step: "reading the log",
    ms: 5000,
    ask: (signal) => readLog(session, log, signal),
  });
}

async function askSiblings(session: Session, { target }: Subject, { ask }: Asking) {
  if (!target.compose) return undefined;
  return ask({
    probe: "other services",
    ms: 5000,
    ask: (signal) => siblingsOf(session, target, signal),
  });
}

/** Whether nothing is left on the host by mounting what the container mounts. */
async function mayBeMounted(
  session: Session,
  subject: Subject,
  { ask, miss }: Asking,
  experiments: boolean,
): Promise<boolean> {
  const answer = await ask({
    probe: "mounts",
    ms: 10_000,
    ask: async (signal) => ({ trace: await traceOf(session, subject, signal) }),
  });
  if (answer?.trace) {
    const left = ["files in the container", "shell", ...(experiments ? ["experiments"] : [])];
    for (const probe of left) miss(probe, answer.trace);
  }
  return answer !== undefined && answer.trace === undefined;
}

async function askFiles(
  session: Session,
  subject: Subject,
  image: ImageView | undefined,
  machine: string,
  { ask }: Asking,
): Promise<View | undefined> {
  const { container } = subject;
  if (!container) return undefined;
  return ask({
    probe: "files in the container",
    step: "reading files in the container",
    ms: 25_000,
    ask: (signal) => filesInContainer(session, subject, container, image?.user, machine, signal),
  });
}

async function askShellIn(
  session: Session,
  subject: Subject,
  image: ImageView | undefined,
  container: View | undefined,
  { ask, miss }: Asking,
) {
  if (!image) return undefined;
  const { shell } = image;
  if (!shell) return miss("shell", "the image holds no shell");
  const program = launchOf(subject).argv[0] ?? "";
  const chain = (container ?? image).chains.get(program);
  return ask({
    probe: "shell",
    step: "asking a shell",
    ms: 12_000,
    ask: (signal) => askShell(session, subject, shell, chain, signal),
  });
}

interface Before {
  readonly image: ImageView | undefined;
  readonly container: View | undefined;
  readonly logs: Evidence["logs"];
}

async function askExperiments(
  session: Session,
  subject: Subject,
  { image, container, logs }: Before,
  { ask }: Asking,
) {
  const findings = {
    pairs: [...(image?.chains ?? [])].map(([program, chain]) => ({
      image: chain,
      container: container?.chains.get(program),
    })),
    log: logs,
    files: container?.files ?? {},
  };
  return ask({
    probe: "experiments",
    step: "starting it again with one thing changed",
    ms: 12_000,
    ask: (signal) => experiment(session, subject, findings, signal),
  });
}

function targetOf(request: TargetRequest): Evidence["target"] {
  return { kind: request.kind, name: "name" in request ? request.name : request.reference };
}
