import type { Target } from "../../../server/src/evidence.ts";
import { stackLabels } from "./swarm.ts";

const composeLabel = {
  project: "com.docker.compose.project",
  service: "com.docker.compose.service",
  workingDir: "com.docker.compose.project.working_dir",
  configFiles: "com.docker.compose.project.config_files",
} as const;

/**
 * What compose wrote into the labels of a container; podman-compose writes the same ones. Of a swarm's task the
 * stack that it belongs to, which nobody tells the files of.
 */
export function composeLabels(
  labels: Readonly<Record<string, string>> | undefined | null,
): NonNullable<Target["compose"]> | undefined {
  const project = labels?.[composeLabel.project];
  const service = labels?.[composeLabel.service];
  if (!labels || !project || !service) return stackLabels(labels);
  const workingDir = labels[composeLabel.workingDir];
  const files = (labels[composeLabel.configFiles] ?? "").split(",").filter(Boolean);
  return {
    project,
    service,
    ...(workingDir && { workingDir }),
    // Old versions of compose wrote them relative to the folder.
    configFiles: files.map((file) => absolute(file.trim(), workingDir)),
  };
}

function absolute(file: string, folder: string | undefined): string {
  const isAbsolute = file.startsWith("/") || /^[A-Za-z]:[\\/]/.test(file);
  return isAbsolute || !folder ? file : `${folder}/${file.replace(/^\.\//, "")}`;
}
