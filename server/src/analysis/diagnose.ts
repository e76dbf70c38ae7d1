import type { Span } from "../base/text.ts";
import type { Prediction } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import type { Evidence, Quote } from "../evidence.ts";
import { started } from "../launch/changes.ts";
import { type RecordedChains, recordedChains } from "../launch/recorded.ts";
import { placeInLog } from "../project/log-place.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import type { RuledOut } from "../protocol.ts";
import { type Attributed, predictions, withIgnored } from "./check.ts";
import { withRepeatedStart } from "./repeated-start.ts";
import { type Confirmed, joinWithPredictions } from "./warnings.ts";

export interface Judgement {
  /** Surest first: what the evidence confirms before what the source predicts. */
  readonly findings: readonly Confirmed[];
  readonly chains: RecordedChains;
  readonly ruledOut: readonly RuledOut[];
  readonly said: readonly Quote[];
}

const surety = { certain: 0, likely: 1, possible: 2 };

/** Why this container did not start, as far as the evidence tells. */
export function diagnose(recorded: Evidence, project: Project): Judgement {
  const evidence = withRepeatedStart(recorded);
  const confirmed = causes
    .flatMap((cause) =>
      [...(cause.confirm?.(evidence, project) ?? [])].map((finding) =>
        withIgnored({ ...finding, cause }, project),
      ),
    )
    .toSorted((a, b) => surety[a.certainty] - surety[b.certainty]);
  const { remaining, ...joined } = joinWithPredictions(
    confirmed,
    confirmed.length > 0 || isPlanned(evidence) || isRefused(evidence)
      ? predictedOf(evidence, project)
      : [],
  );
  const container = containerOf(evidence, project);
  const placed = joined.confirmed.map((finding) =>
    container ? withIgnored(withPlace(finding, evidence, container), project) : finding,
  );
  const found = new Set(confirmed.map(({ cause }) => cause.id));
  const next = remaining.map((prediction) => ({ ...prediction, certainty: "likely" as const }));
  return {
    findings: [...placed, ...next],
    chains: recordedChains(evidence),
    ruledOut: [...ruledOut(evidence, project, found), ...engineRuledOut(evidence)],
    said: said(recorded),
  };
}

/** Where nothing else tells the place, the program may have named it in its log. */
function withPlace(finding: Confirmed, evidence: Evidence, container: Container): Confirmed {
  const at = finding.at ?? placeInLog(evidence, finding.quotes ?? [], container);
  return at ? { ...finding, at } : finding;
}

/** Nothing of it was ever started: then what the source says is all that there may be to tell. */
function isPlanned({ target }: Evidence): boolean {
  return target.kind === "service" && target.container === undefined;
}

/** The engine did not get it to run, so that it cannot have failed by itself: what the source says may be why. */
function isRefused({ container }: Evidence): boolean {
  return container !== undefined && container.error !== "";
}

/** What the source says stops the start of this container. */
function predictedOf(evidence: Evidence, project: Project): Attributed<Prediction>[] {
  const container = containerOf(evidence, project);
  if (!container) return [];
  return predictions(project).filter(
    ({ containers, at }) =>
      containers?.includes(container) || isInside(at, container.service?.span),
  );
}

/** Some causes speak of what is written for a service, and of no container. */
function isInside(at: Span, span: Span | undefined): boolean {
  return at.file === span?.file && at.start >= span.start && at.end <= span.end;
}

function ruledOut(evidence: Evidence, project: Project, found: ReadonlySet<string>): RuledOut[] {
  return causes.flatMap(({ id, title, exclude }) => {
    const why = found.has(id) ? undefined : exclude?.(evidence, project);
    return why === undefined ? [] : [{ cause: id, title, why }];
  });
}

/** An engine that starts the same image otherwise is not to blame. */
function engineRuledOut({ experiments = [], engine }: Evidence): RuledOut[] {
  const otherwise = experiments.some(
    ({ change, outcome }) => change.kind !== "none" && started(outcome),
  );
  if (!otherwise || !engine) return [];
  return [
    {
      cause: "engine",
      title: "Docker itself",
      why: `${engine.name} ${engine.version} starts the same image when one thing is changed`,
    },
  ];
}

function said({ container, logs = [] }: Evidence): Quote[] {
  return [
    ...(container?.error ? [{ probe: "start", text: container.error }] : []),
    ...(container?.status === "exited" ? [{ probe: "inspect", text: ending(container) }] : []),
    ...logs.slice(-20).map((text) => ({ probe: "log", text })),
  ];
}

/** Codes above 128 are a signal's: bash(1), EXIT STATUS. */
function ending({ exitCode }: NonNullable<Evidence["container"]>): string {
  const signals: Readonly<Record<number, string>> = {
    132: "SIGILL",
    134: "SIGABRT",
    135: "SIGBUS",
    136: "SIGFPE",
    137: "SIGKILL",
    139: "SIGSEGV",
    143: "SIGTERM",
  };
  const signal = signals[exitCode];
  return `exited with code ${exitCode}${signal ? ` (${signal})` : ""}`;
}
