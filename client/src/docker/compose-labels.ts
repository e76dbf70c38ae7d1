import type { Target } from "../../../server/src/evidence.ts";

export const composeLabel = {
  project: "com.docker.compose.project",
  service: "com.docker.compose.service",
  workingDir: "com.docker.compose.project.working_dir",
  configFiles: "com.docker.compose.project.config_files",
} as const;

/** What compose wrote into the labels of a container; podman-compose writes the same ones. */
export function composeLabels(labels: Readonly<Record<string, string>> | undefined | null) {
  const project = labels?.[composeLabel.project];
  const service = labels?.[composeLabel.service];
  if (!labels || !project || !service) return undefined;
  const workingDir = labels[composeLabel.workingDir];
  const files = (labels[composeLabel.configFiles] ?? "").split(",").filter(Boolean);
  const compose: NonNullable<Target["compose"]> = {
    project,
    service,
    ...(workingDir && { workingDir }),
    // Old versions of compose wrote them relative to the folder.
    configFiles: files.map((file) => absolute(file.trim(), workingDir)),
  };
  return compose;
}

function absolute(file: string, folder: string | undefined): string {
  const isAbsolute = file.startsWith("/") || /^[A-Za-z]:[\\/]/.test(file);
  return isAbsolute || !folder ? file : `${folder}/${file.replace(/^\.\//, "")}`;
}
