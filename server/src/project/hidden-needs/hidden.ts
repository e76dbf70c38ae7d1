import type { Span } from "../../base/text.ts";
import { look } from "../../image/filesystem.ts";
import type { Container, ContainerMount, Project } from "../project.ts";
import { startOf } from "../start.ts";
import { hiddenBuild, hiddenFile } from "./builds.ts";
import { hiddenEnvironment } from "./environment.ts";
import { coveringMount } from "./others.ts";
import { hiddenPackages } from "./packages.ts";

/** What a start needs, the image made, and a mount lies over. */
export interface Hidden {
  readonly mount: ContainerMount;
  readonly path: string;
  /** What the program will say. */
  readonly words: string;
  readonly made: Span | undefined;
}

/** Undefined where the start fails before it would miss anything: then that is told. */
export function hiddenNeed(container: Container, project: Project): Hidden | undefined {
  const worker = startOf(container)?.programs.at(-1);
  if (!worker || worker.container.outcome === "broken") return undefined;
  const found =
    hiddenFile(container) ??
    hiddenBuild(container) ??
    hiddenEnvironment(container) ??
    hiddenPackages(container, project);
  if (!found) return undefined;
  const mount = coveringMount(container, found.path);
  const { by, source } = look(container.imageFilesystem, found.path);
  return mount && { ...found, mount, made: (by ?? source)?.at };
}
