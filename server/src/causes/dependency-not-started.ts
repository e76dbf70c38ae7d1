import { nearest } from "../base/nearest.ts";
import { basename } from "../base/path.ts";
import type { ComposeFile, Dependency, Service } from "../compose/model.ts";
import { dockerfileOf } from "../project/dockerfile-of.ts";
import type { Project } from "../project/project.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";

export const dependencyNotStarted = defineCause({
  id: "dependency-not-started",
  title: "A service it waits for never gets ready",
  severity: "error",

  *predict(project) {
    for (const composeFile of project.composeFiles) {
      // What this file lacks may stand in one that is laid over it.
      if (composeFile.partial || project.parts(composeFile)) continue;
      for (const service of composeFile.services) {
        for (const dependency of service.dependsOn) {
          const prediction = predictionFor(dependency, service, composeFile, project);
          if (prediction) yield prediction;
        }
      }
    }
  },
});

function predictionFor(
  { service: name, condition, required }: Dependency,
  service: Service,
  composeFile: ComposeFile,
  project: Project,
): Prediction | undefined {
  if (name.unknown || !required) return undefined;
  const { services } = composeFile;
  const other = services.find((one) => one.name.text === name.text);
  if (!other) {
    const meant = nearest(
      name.text,
      services.map((one) => one.name.text),
    );
    if (!meant && !standsAlone(composeFile)) return undefined;
    return {
      at: name,
      certainty: "certain",
      message: `"${service.name.text}" depends on "${name.text}", which is no service of this file${meant ? `; did you mean "${meant}"?` : ""}: service "${service.name.text}" depends on undefined service "${name.text}"`,
      fixes: meant ? [replace(name, meant, `Depend on "${meant}"`)] : [],
    };
  }
  const profiles = other.profiles.map(({ text }) => text);
  const chosen = composeFile.activeProfiles;
  const active =
    profiles.length === 0 ||
    chosen.includes("*") ||
    profiles.some((name) => chosen.includes(name)) ||
    service.profiles.some(({ text }) => profiles.includes(text));
  if (!active && service.profiles.length === 0) {
    return {
      at: name,
      certainty: "certain",
      message: `"${name.text}" belongs to profile ${profiles.join(", ")}, which is not active by default, while "${service.name.text}" always starts: service "${service.name.text}" depends on undefined service "${name.text}"`,
      related: [{ at: other.profiles[0] ?? other.name, message: `"${name.text}" is in a profile` }],
    };
  }
  if (
    condition !== "service_healthy" ||
    other.partial ||
    !lacksHealthcheck(other, composeFile, project)
  ) {
    return undefined;
  }
  return {
    at: name,
    certainty: "certain",
    message: `"${service.name.text}" waits until "${name.text}" is healthy, but "${name.text}" has no healthcheck: container has no healthcheck configured`,
    related: [{ at: other.name, message: `"${name.text}" is defined here` }],
  };
}

/** Compose starts it without being told: files of other names are often laid over one elsewhere. */
function standsAlone({ file, services }: ComposeFile): boolean {
  return (
    /^(docker-)?compose\.ya?ml$/.test(basename(file)) &&
    services.every((service) => service.image || service.build || service.partial)
  );
}

/** Neither compose nor the image says how to tell that it is healthy. */
function lacksHealthcheck(
  other: Service,
  composeFile: ComposeFile,
  { dockerfiles }: Project,
): boolean {
  if (other.healthcheck === "disabled") return true;
  if (other.healthcheck === "own") return false;
  if (!other.build)
    return officialWithout.test(other.image?.unknown ? "" : (other.image?.text ?? ""));
  const dockerfile = dockerfileOf(other, composeFile, dockerfiles);
  const last = dockerfile?.stages.at(-1);
  // What FROM brings may have one.
  if (!dockerfile || !last || !officialWithout.test(last.base.text)) return false;
  return !dockerfile.stages.some(({ instructions }) =>
    instructions.some(({ kind }) => kind === "HEALTHCHECK"),
  );
}

/** Official images whose Dockerfiles have no HEALTHCHECK. */
const officialWithout =
  /^(docker\.io\/)?(library\/)?(postgres|mysql|mariadb|redis|mongo|rabbitmq|nginx|httpd|memcached|node|python|alpine|debian|ubuntu|busybox|golang|php|ruby|eclipse-temurin)(:[\w.-]+)?$/;
