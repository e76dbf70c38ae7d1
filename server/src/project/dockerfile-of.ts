import type { ComposeFile, Service } from "../compose/model.ts";
import type { Dockerfile } from "../dockerfile/model.ts";
import { buildPlace } from "./builds.ts";

/** The Dockerfile that a service is built from, where it is one of the project's. */
export function dockerfileOf(
  { build }: Service,
  composeFile: ComposeFile,
  dockerfiles: readonly Dockerfile[],
): Dockerfile | undefined {
  if (!build || build.inline) return undefined;
  const place = buildPlace(build, composeFile);
  return dockerfiles.find((dockerfile) => dockerfile.file === place?.dockerfile);
}
