import { basename, dirname } from "../base/path.ts";
import type { ComposeFile, Mount, Service } from "../compose/model.ts";
import { flag, get, items } from "../compose/tree.ts";
import type { Evidence } from "../evidence.ts";
import { broken } from "../launch/chain.ts";
import { elsewhere, exampleBeside, relativeTo } from "../project/examples.ts";
import { hostEntry, isEverybodysOwn } from "../project/host-files.ts";
import { missingNeeds } from "../project/host-needs.ts";
import { containerOf } from "../project/match.ts";
import type { Container, ContainerMount, Project } from "../project/project.ts";
import { presenceOf, stepTo } from "../project/reach.ts";
import { startOf } from "../project/start.ts";
import { containersOf } from "../project/together.ts";
import { rewritePart } from "../refusals/edits.ts";
import { defineCause, type Finding, type Fix, type Prediction } from "./cause.ts";
import { needPrediction } from "./missing-need.ts";

export const mountSourceMissing = defineCause({
  id: "mount-source-missing",
  title: "The source of a mount is not there",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      for (const mount of container.mounts) {
        const prediction = predictionFor(mount, container, project);
        if (prediction) yield prediction;
      }
    }
    for (const need of missingNeeds(project)) {
      yield { ...needPrediction(need, project), containers: containersOf(need.service, project) };
    }
  },

  *confirm(evidence, project) {
    const { container, target, gaps } = evidence;
    if (container?.status === "created" && container.error === "") {
      yield* neverHandedOver(evidence, project);
    }
    // A start that is refused before it begins leaves no words in the container's state.
    const words = [container?.error ?? "", ...gaps.map(({ why }) => why)];
    const said = words.find((text) => refused.test(text));
    const path = refused
      .exec(said ?? "")
      ?.slice(1)
      .find(Boolean);
    if (!said || !path) return;
    yield {
      certainty: "certain",
      message: `${path} does not exist on the host, and "${target.name}" mounts it`,
      quotes: [{ probe: "start", text: said }],
    };
  },
});

/** Compose writes what a variable holds into the container that it has made, and starts it only then. */
function* neverHandedOver(evidence: Evidence, project: Project): Generator<Finding> {
  const { service } = containerOf(evidence, project) ?? {};
  for (const need of missingNeeds(project)) {
    if (need.service !== service || need.lacks.kind !== "variable") continue;
    yield {
      ...needPrediction(need, project),
      quotes: [
        { probe: "inspect", text: "State.Status = created, State.Error is empty: never started" },
      ],
    };
  }
}

/** moby; Podman and crun, of a source that was removed behind the create call. */
const refused =
  /bind source path does not exist: (\S+)|statfs (\S+): no such file or directory|cannot stat `([^`]+)`: No such file/;

/** A folder that is missing is made, and often meant to be; a file becomes a folder, and never is. */
function predictionFor(
  { mount, target, hostPath }: ContainerMount,
  container: Container,
  { listings }: Project,
): Prediction | undefined {
  const { service, composeFile } = container;
  if (mount.type !== "bind" || hostPath === undefined || !service || !composeFile) return undefined;
  if (hostEntry(listings, hostPath) !== "absent") return undefined;
  const isOwn = isEverybodysOwn(listings, hostPath);
  if (!isMade(mount, service)) {
    return {
      at: mount.span,
      certainty: isOwn ? "possible" : "certain",
      message: `${mount.source?.text} does not exist, and create_host_path: false forbids Docker to make it: bind source path does not exist: ${mount.source?.text}`,
      containers: [container],
      fixes: fixesFor(mount, hostPath, composeFile, listings).filter(
        ({ edits }) => edits.length > 0,
      ),
    };
  }
  const { fact } = stepTo(container.imageFilesystem, target);
  const started = startOf(container)?.programs.some(
    (program) => broken(program.container)?.path === target,
  );
  const looksLikeFile = started || (fileName.test(hostPath) && fileName.test(target));
  const absentThere = presenceOf(container.imageFilesystem, target) !== "present";
  if (fact.kind !== "file" && !(absentThere && looksLikeFile)) return undefined;
  const fixes = fixesFor(mount, hostPath, composeFile, listings);
  // A whole folder that is not there may be made by another tool.
  const lone = typeof hostEntry(listings, dirname(hostPath)) === "string";
  if (lone && fixes.length === 0 && fact.kind !== "file") return undefined;
  const [first] = fixes;
  const ownHint = "; .gitignore keeps it out of the repository, so it is to be made here";
  const hint = first ? `; ${first.hint}` : isOwn ? ownHint : "";
  return {
    at: mount.span,
    certainty: isOwn ? "possible" : fact.kind === "file" ? "certain" : "likely",
    message: `${mount.source?.text} does not exist, so Docker makes an empty folder of that name and mounts it on ${target}, where "${container.name}" needs the file ${basename(target)}${hint}`,
    containers: [container],
    fixes: fixes.flatMap(({ title, edits }) => (edits.length > 0 ? [{ title, edits }] : [])),
  };
}

/** Endings that folders do not have. */
const fileName =
  /\.(conf|cfg|ini|ya?ml|json|toml|sql|sh|xml|properties|crt|pem|key|js|ts|py|rb|php|html|txt|cnf|template|lua)$/;

/** Whether Docker makes the folder of a source that is not there. */
function isMade({ span }: Mount, { body }: Service): boolean {
  const entry = items(get(body, "volumes")).find(
    ({ item }) => item.file === span.file && item.start === span.start,
  );
  return flag(get(get(entry?.item, "bind"), "create_host_path")) !== false;
}

type Hinted = Fix & { readonly hint: string };

/** The path that was likely meant, or the example to be copied. */
function fixesFor(
  { source }: Mount,
  hostPath: string,
  composeFile: ComposeFile,
  listings: Project["listings"],
): Hinted[] {
  const example = exampleBeside(hostPath, listings);
  if (example) {
    const hint = `${basename(example.path)} lies beside it, to be copied`;
    if (example.text === undefined) return [{ title: "", edits: [], hint }];
    const span = { file: hostPath, start: 0, end: 0 };
    const title = `Copy ${basename(example.path)} to ${source?.text}`;
    return [{ title, edits: [{ span, newText: example.text }], hint }];
  }
  const folder = source?.folder ?? composeFile.folder;
  const other = elsewhere(hostPath, folder, listings);
  const path = other && relativeTo(folder, other);
  const edits = path && source && rewritePart(source.text, path, source, composeFile);
  if (!path || !edits) return [];
  return [
    {
      title: `Mount ${path}`,
      edits,
      hint: `${path} does, and paths start from ${basename(folder)}/`,
    },
  ];
}
