import type { Runtime } from "../../image/base-images.ts";
import type { Origin } from "../../image/filesystem.ts";
import type { Container, Project } from "../project.ts";
import { dotnetSkew } from "./dotnet.ts";
import { javaSkew } from "./java.ts";
import { pythonSkew } from "./python.ts";
import { rubySkew } from "./ruby.ts";

/** What a stage made for one version of a language, started by another. */
export interface Skew {
  readonly language: Runtime["language"];
  /** What was made, as a path in the container. */
  readonly what: string;
  /** The version that it was made for. */
  readonly made: string;
  /** The version that starts it. */
  readonly started: string;
  readonly by: Origin | undefined;
  /** What the runtime will say. */
  readonly words: string;
  readonly certainty: "certain" | "likely";
}

/** The first mismatch of versions between what a container starts and what its image starts it with. */
export function skewOf(container: Container, project: Project): Skew | undefined {
  const runtime = container.image?.base?.runtime;
  switch (runtime?.language) {
    case "Python":
      return pythonSkew(container, runtime.version, project);
    case "Java":
      return javaSkew(container, runtime.version, project);
    case ".NET":
      return dotnetSkew(container, runtime.version, project);
    case "Ruby":
      return rubySkew(container, runtime.version, project);
    case undefined:
      return undefined;
  }
}
