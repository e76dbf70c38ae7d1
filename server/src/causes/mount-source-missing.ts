import { basename, dirname } from "../base/path.ts";
import { hostEntry } from "../project/host-files.ts";
import type { Container, ContainerMount, Project } from "../project/project.ts";
import { presenceOf, stepTo } from "../project/reach.ts";
import { defineCause, type Prediction } from "./cause.ts";

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
  },

  *confirm({ container, target, gaps }) {
    // A start that is refused before it begins leaves no words in the container's state.
    const words = [container?.error ?? "", ...gaps.map(({ why }) => why)];
    const said = words.find((text) => /bind source path does not exist/.test(text));
    const [, path] = /bind source path does not exist: (\S+)/.exec(said ?? "") ?? [];
    if (!said || !path) return;
    yield {
      certainty: "certain",
      message: `${path} does not exist on the host, and "${target.name}" mounts it`,
      quotes: [{ probe: "start", text: said }],
    };
  },
});

/** A folder that is missing is made, and often meant to be; a file becomes a folder, and never is. */
function predictionFor(
  { mount, target, hostPath }: ContainerMount,
  container: Container,
  { listings }: Project,
): Prediction | undefined {
  if (mount.type !== "bind" || hostPath === undefined) return undefined;
  if (hostEntry(listings, hostPath) !== "absent") return undefined;
  // Only within what was listed: a path beside it may be made by another tool.
  if (typeof hostEntry(listings, dirname(hostPath)) === "string") return undefined;
  const { fact } = stepTo(container.imageFilesystem, target);
  const looksLikeFile = fileName.test(hostPath) && fileName.test(target);
  const absentThere = presenceOf(container.imageFilesystem, target) !== "present";
  if (fact.kind !== "file" && !(absentThere && looksLikeFile)) return undefined;
  return {
    at: mount.span,
    certainty: fact.kind === "file" ? "certain" : "likely",
    message: `${mount.source?.text} does not exist, so Docker makes an empty folder of that name and mounts it on ${target}, where "${container.name}" needs the file ${basename(target)}`,
    containers: [container],
  };
}

/** Endings that folders do not have. */
const fileName =
  /\.(conf|cfg|ini|ya?ml|json|toml|sql|sh|xml|properties|crt|pem|key|js|ts|py|rb|php|html|txt|cnf|template|lua)$/;
