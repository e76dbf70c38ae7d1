import { dirname } from "node:path";
import type Docker from "dockerode";
import type { Target } from "../../../server/src/evidence.ts";
import { json, statusOf } from "./api.ts";
import { containersOf, images } from "./candidates.ts";
import { composeLabels } from "./compose-labels.ts";
import type { NoTarget, TargetRequest } from "./engine.ts";
import type { Subject } from "./subject.ts";
import { isTask } from "./swarm.ts";

/** Finds what the user means. Rejects with a NoTarget where there is no such thing. */
export async function findSubject(
  docker: Docker,
  request: TargetRequest,
  signal: AbortSignal,
): Promise<Subject> {
  switch (request.kind) {
    case "container":
      return byName(docker, request.name, signal);
    case "service":
      return byService(docker, request, signal);
    case "image":
      return byReference(docker, request.reference, signal);
  }
}

async function byName(docker: Docker, name: string, signal: AbortSignal): Promise<Subject> {
  const path = `/containers/${name.replace(/^\//, "")}/json`;
  const container = await inspect<Docker.ContainerInspectInfo>(docker, path, signal);
  if (container) return withImage(docker, { kind: "container" }, container, signal);
  const all = await containersOf(docker, signal);
  const names = all.flatMap(({ Names }) => Names.map((name) => name.replace(/^\//, "")));
  throw noTarget(`there is no container "${name}"`, name, names);
}

type ServiceRequest = TargetRequest & { readonly kind: "service" };

async function byService(
  docker: Docker,
  request: ServiceRequest,
  signal: AbortSignal,
): Promise<Subject> {
  const all = await containersOf(docker, signal);
  const newest = newestOf(all, request);
  if (newest) {
    const path = `/containers/${newest.Id}/json`;
    const container = await inspect<Docker.ContainerInspectInfo>(docker, path, signal);
    if (container) return withImage(docker, { kind: "service" }, container, signal);
  }
  if (request.image) {
    const image = await imageNamed(docker, request.image, signal);
    const target = { kind: "service", name: request.name, ...composeOf(request) } as const;
    const { planned } = request;
    const needs = planned?.needs && { needs: planned.needs };
    if (image) {
      return { target, image, ...needs, ...(planned?.create && { planned: planned.create }) };
    }
    if (planned) {
      return { target, ...needs, missing: { image: request.image, builds: planned.builds } };
    }
  }
  const services = all.flatMap(({ Labels }) => composeLabels(Labels)?.service ?? []);
  const where = request.project ? ` in project "${request.project}"` : "";
  const image = request.image ? `, and no image "${request.image}"` : "";
  const what = `there is no container of service "${request.name}"${where}${image}`;
  throw noTarget(what, request.name, services);
}

/** What compose would write into the labels of its container. */
function composeOf({ name, project, planned }: ServiceRequest): Pick<Target, "compose"> {
  if (!project || !planned) return {};
  const { composeFile } = planned;
  const workingDir = dirname(composeFile);
  return { compose: { project, service: name, workingDir, configFiles: [composeFile] } };
}

/** Pure; exported for its test. */
export function newestOf(
  containers: readonly Docker.ContainerInfo[],
  request: Omit<ServiceRequest, "kind">,
): Docker.ContainerInfo | undefined {
  const { name, project, composeFile } = request;
  const named = containers.filter(({ Labels }) => composeLabels(Labels)?.service === name);
  const own = named.filter(
    (container) =>
      !isTask(container.Labels) &&
      (!project || composeLabels(container.Labels)?.project === project) &&
      (!composeFile || isOf(container, composeFile)),
  );
  const tasks = named.filter((container) => isTask(container.Labels) && mayBe(container, request));
  return (own.length > 0 ? own : tasks).toSorted((a, b) => b.Created - a.Created)[0];
}

/** A stack is called as its deployer wants, and its tasks do not tell the compose file. */
function mayBe(
  { Labels, Image }: Docker.ContainerInfo,
  { project, image }: Omit<ServiceRequest, "kind">,
): boolean {
  if (!project || composeLabels(Labels)?.project === project) return true;
  return image !== undefined && withTag(Image) === withTag(image);
}

/** A swarm pins the image by its digest. */
function withTag(image: string): string {
  const [name = ""] = image.split("@");
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}

function isOf({ Labels }: Docker.ContainerInfo, composeFile: string): boolean {
  const { configFiles = [], workingDir } = composeLabels(Labels) ?? {};
  const file = comparable(composeFile);
  if (configFiles.length > 0) return configFiles.some((each) => comparable(each) === file);
  return comparable(workingDir ?? "") === file.replace(/\/[^/]*$/, "");
}

/** Windows spells one path in several ways. */
function comparable(path: string): string {
  const slashes: string = path.replaceAll("\\", "/").replace(/\/+$/, "");
  return /^[A-Za-z]:\//.test(slashes) ? slashes.toLowerCase() : slashes;
}

async function byReference(docker: Docker, name: string, signal: AbortSignal): Promise<Subject> {
  const image = await imageNamed(docker, name, signal);
  if (image) return { target: { kind: "image", name }, image };
  throw noTarget(`there is no image "${name}" here`, name, await images(docker, signal));
}

function imageNamed(docker: Docker, reference: string, signal: AbortSignal) {
  return inspect<Docker.ImageInspectInfo>(docker, `/images/${reference}/json`, signal);
}

async function withImage(
  docker: Docker,
  { kind }: Pick<Target, "kind">,
  container: Docker.ContainerInspectInfo,
  signal: AbortSignal,
): Promise<Subject> {
  const path = `/images/${container.Image}/json`;
  const image = await inspect<Docker.ImageInspectInfo>(docker, path, signal);
  const compose = composeLabels(container.Config.Labels);
  const name = kind === "service" && compose ? compose.service : container.Name.replace(/^\//, "");
  const target = { kind, name, container: container.Id, ...(compose && { compose }) };
  return { target, container, ...(image && { image }) };
}

/** Undefined where there is no such thing, or where a short id means several. */
async function inspect<Info>(docker: Docker, path: string, signal: AbortSignal) {
  // What no name may be made of would lead to another place of the API.
  if (!/^(\/[\w@:.+-]+)+$/.test(path) || path.includes("..")) return undefined;
  try {
    return await json<Info>(docker, { method: "GET", path }, signal);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 400) return undefined;
    throw error;
  }
}

function noTarget(what: string, name: string, others: readonly string[]): NoTarget {
  const near = nearNames(name, others);
  const error = new Error(near.length > 0 ? `${what}; did you mean ${near.join(" or ")}?` : what);
  return Object.assign(error, { name: "NoTarget" as const });
}

/** Names that hold the asked one, are held by it, or begin alike: what a person half remembers. */
function nearNames(name: string, others: readonly string[]): readonly string[] {
  const asked = name.toLowerCase();
  const isNear = (other: string) => {
    const low = other.toLowerCase();
    if (low.includes(asked) || (low.length >= 3 && asked.includes(low))) return true;
    return asked.length >= 4 && low.startsWith(asked.slice(0, Math.ceil(asked.length / 2) + 1));
  };
  return [...new Set(others)]
    .filter(isNear)
    .slice(0, 3)
    .map((other) => `"${other}"`);
}
