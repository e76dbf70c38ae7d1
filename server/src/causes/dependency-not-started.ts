import { nearest } from "../base/nearest.ts";
import type { Span } from "../base/text.ts";
import type { ComposeFile, Service } from "../compose/model.ts";
import type { Sibling } from "../evidence.ts";
import { circles, type Need, needsOf } from "../project/dependencies.ts";
import { containerOf } from "../project/match.ts";
import type { Project } from "../project/project.ts";
import { checkOf, isServer, lacksHealthcheck } from "../project/readiness.ts";
import { containersOf, standsAlone } from "../project/together.ts";
import { takeOut } from "../refusals/edits.ts";
import { defineCause, type Fix, insert, type Prediction, replace } from "./cause.ts";

export const dependencyNotStarted = defineCause({
  id: "dependency-not-started",
  title: "A service it waits for never gets ready",
  severity: "error",

  *predict(project) {
    for (const composeFile of project.composeFiles) {
      // What this file lacks may stand in one that is laid over it.
      if (composeFile.partial || project.parts(composeFile)) continue;
      for (const service of composeFile.services) {
        for (const need of needsOf(service)) {
          const prediction = predictionFor(need, service, composeFile, project);
          if (prediction) yield { ...prediction, containers: containersOf(service, project) };
        }
      }
      yield* inCircles(composeFile);
    }
  },

  /** Compose made the container, and never started it. */
  *confirm(evidence, project) {
    const { container, siblings = [] } = evidence;
    if (container?.status !== "created" || container.error !== "") return;
    const service = containerOf(evidence, project)?.service;
    for (const need of service ? needsOf(service) : []) {
      const other = siblings.find((one) => one.service === need.service.text);
      const why = need.required && other ? inVain(need, other) : undefined;
      if (!service || !other || !why) continue;
      yield {
        at: placeOf(need),
        certainty: "certain",
        message: `"${service.name.text}" waits for "${other.service}", which ${why}: it was made and never started`,
        quotes: [
          { probe: "inspect", text: `State.Status = ${container.status}, State.Error is empty` },
          { probe: "inspect", text: `${other.service}: ${stateOf(other)}` },
        ],
      };
    }
  },
});

/** Why a condition will not be met any more by what became of the other service. */
function inVain({ condition }: Need, other: Sibling): string | undefined {
  const ended = other.status === "exited" || other.status === "dead";
  if (condition === "service_completed_successfully") {
    return ended && other.exitCode !== 0 ? `ended with exit code ${other.exitCode}` : undefined;
  }
  if (condition === "service_healthy") {
    if (other.health === "unhealthy") return "is unhealthy";
    return ended ? `ended with exit code ${other.exitCode}` : undefined;
  }
  return other.status === "created" ? "was never started itself" : undefined;
}

function stateOf({ status, exitCode, health }: Sibling): string {
  const code = exitCode === undefined ? "" : ` (${exitCode})`;
  return `${status}${code}${health ? `, ${health}` : ""}`;
}

function* inCircles({ services }: ComposeFile): Generator<Prediction> {
  for (const { services: way, places } of circles(services)) {
    const [first, ...more] = places;
    const names = [...way, way[0]].flatMap((service) => service?.name.text ?? []);
    if (!first) continue;
    yield {
      at: first,
      certainty: "certain",
      message:
        way.length === 1
          ? `"${names[0]}" waits for itself: dependency cycle detected: ${names.join(" -> ")}`
          : `each of ${names.slice(1).map(quoted).join(", ")} waits for another, so that none can be first: dependency cycle detected: ${names.join(" -> ")}`,
      related: more.map((at, i) => ({
        at,
        message: `${quoted(names[i + 1] ?? "")} waits for ${quoted(names[i + 2] ?? "")}`,
      })),
    };
  }
}

function quoted(name: string): string {
  return `"${name}"`;
}

function predictionFor(
  need: Need,
  service: Service,
  composeFile: ComposeFile,
  project: Project,
): Prediction | undefined {
  const { service: name, required } = need;
  if (name.unknown) return undefined;
  const badCondition = conditionRefused(need, composeFile);
  if (badCondition) return badCondition;
  if (!required) return undefined;
  const { services } = composeFile;
  const other = services.find((one) => one.name.text === name.text);
  if (!other) return nobody(need, service, composeFile);
  const profiles = other.profiles.map(({ text }) => text);
  const chosen = composeFile.activeProfiles;
  const active =
    profiles.length === 0 ||
    chosen.includes("*") ||
    profiles.some((name) => chosen.includes(name)) ||
    service.profiles.some(({ text }) => profiles.includes(text));
  if (!active && service.profiles.length === 0) {
    const entry = other.body.entries.find(({ key }) => key.text === "profiles");
    const edits =
      entry &&
      takeOut(
        { ...entry.key, end: entry.value.end },
        { holder: other.body, key: entry.key },
        composeFile,
      );
    return {
      at: name,
      certainty: "certain",
      message: `"${name.text}" belongs to profile ${profiles.join(", ")}, which is not active by default, while "${service.name.text}" always starts: service "${service.name.text}" depends on undefined service "${name.text}"`,
      related: [{ at: other.profiles[0] ?? other.name, message: `"${name.text}" is in a profile` }],
      fixes: edits ? [{ title: `Start "${name.text}" without a profile, too`, edits }] : [],
    };
  }
  if (other.partial) return undefined;
  return (
    neverHealthy(need, service, other, composeFile, project) ?? neverDone(need, service, other)
  );
}

function nobody(
  { service: name, by }: Need,
  service: Service,
  composeFile: ComposeFile,
): Prediction | undefined {
  const meant = nearest(
    name.text,
    composeFile.services.filter((one) => one !== service).map((one) => one.name.text),
  );
  if (!meant && !standsAlone(composeFile)) return undefined;
  const needs = by === "depends_on" ? "depends on" : `names in ${by} the service`;
  return {
    at: name,
    certainty: "certain",
    message: `"${service.name.text}" ${needs} "${name.text}", which is no service of this file${meant ? `; did you mean "${meant}"?` : ""}: service "${service.name.text}" depends on undefined service "${name.text}"`,
    fixes: meant && by === "depends_on" ? [replace(name, meant, `Depend on "${meant}"`)] : [],
  };
}

const conditions = ["service_started", "service_healthy", "service_completed_successfully"];

function conditionRefused(
  { condition, conditionAt }: Need,
  { file }: ComposeFile,
): Prediction | undefined {
  if (!conditionAt || conditionAt.unknown || conditions.includes(condition)) return undefined;
  const meant = nearest(condition, conditions);
  return {
    at: conditionAt,
    certainty: "certain",
    message: `there is no condition "${condition}": must be one of ${conditions.join(", ")}`,
    fixes:
      meant && conditionAt.file === file ? [replace(conditionAt, meant, `Wait for ${meant}`)] : [],
  };
}

function neverHealthy(
  need: Need,
  service: Service,
  other: Service,
  composeFile: ComposeFile,
  project: Project,
): Prediction | undefined {
  const { service: name, condition } = need;
  if (condition !== "service_healthy" || !lacksHealthcheck(other, composeFile, project)) {
    return undefined;
  }
  const check = other.healthcheck === undefined && addCheck(other, composeFile);
  const started =
    need.conditionAt && replace(need.conditionAt, conditions[0] ?? "", "Wait until it is started");
  return {
    at: placeOf(need),
    certainty: "certain",
    message: `"${service.name.text}" waits until "${name.text}" is healthy, but "${name.text}" has no healthcheck: container has no healthcheck configured`,
    related: [{ at: other.name, message: `"${name.text}" is defined here` }],
    fixes: [...(check ? [check] : []), ...(started ? [started] : [])],
  };
}

/** From the name to the condition. */
function placeOf({ service: name, conditionAt }: Need): Span {
  const { file, start, end } = name;
  const further = conditionAt && conditionAt.file === file && conditionAt.end > end;
  return { file, start, end: further ? conditionAt.end : end };
}

function addCheck({ image, body }: Service, { texts }: ComposeFile): Fix | undefined {
  const test = image && checkOf(image.text);
  const [first] = body.entries;
  const file = first?.key.file ?? "";
  const text = texts.get(file);
  if (!test || !first || text === undefined) return undefined;
  const line = text.lastIndexOf("\n", first.key.start - 1) + 1;
  const indent = text.slice(line, first.key.start);
  if (!/^ +$/.test(indent)) return undefined;
  const lines = [
    "healthcheck:",
    `  test: ${test}`,
    "  interval: 5s",
    "  timeout: 5s",
    "  retries: 10",
  ];
  const check = lines.map((line) => `${indent}${line}\n`).join("");
  return insert(file, line, check, "Add a healthcheck");
}

function neverDone(need: Need, service: Service, other: Service): Prediction | undefined {
  const { image, build, command, entrypoint } = other;
  if (need.condition !== "service_completed_successfully" || build || command || entrypoint) {
    return undefined;
  }
  if (!image || image.unknown || !isServer(image.text)) return undefined;
  return {
    at: placeOf(need),
    certainty: "likely",
    message: `"${service.name.text}" waits until "${other.name.text}" has ended, and ${image.text} is a server, which does not end by itself`,
    related: [{ at: image, message: `"${other.name.text}" is defined here` }],
    fixes: need.conditionAt
      ? [replace(need.conditionAt, conditions[0] ?? "", "Wait until it is started")]
      : [],
  };
}
