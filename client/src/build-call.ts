import { posix, win32 } from "node:path";
import type { Diagnosis } from "../../server/src/protocol.ts";

/** A command that builds an image, for a terminal. */
export interface BuildCall {
  /** What is built, for the user. */
  readonly name: string;
  readonly program: "docker";
  readonly words: readonly string[];
  /** Where it is run: an absolute path. */
  readonly folder: string;
}

/** Builds what a service runs and nobody has built yet; undefined where nothing of that kind is missing. */
export function missingBuild({ target, missing }: Diagnosis): BuildCall | undefined {
  const { service, configFiles: [file] = [] } = target.compose ?? {};
  if (!missing?.builds || !service || !file) return undefined;
  const { dirname, basename } = pathsOf(file);
  // Named, it would be read without the override file beside it.
  const named = usualNames.has(basename(file)) ? [] : ["--file", file];
  const words = ["compose", ...named, "build", service];
  return { name: service, program: "docker", words, folder: dirname(file) };
}

const usualNames = new Set(
  ["compose", "docker-compose"].flatMap((name) => [`${name}.yaml`, `${name}.yml`]),
);

/** Builds the final stage of a Dockerfile under a tag of its own, so that no image of the user's loses its name. */
export function stageBuild(dockerfile: string): BuildCall & { readonly tag: string } {
  const { dirname } = pathsOf(dockerfile);
  const folder = dirname(dockerfile);
  const tag = `${imageName(dockerfile)}:dockwright`;
  const words = ["build", "--tag", tag, "--file", dockerfile, "."];
  return { name: tag, program: "docker", words, folder, tag };
}

/** What one would call the image of a Dockerfile: like its folder. */
export function imageName(dockerfile: string): string {
  const { dirname, basename } = pathsOf(dockerfile);
  const name = basename(dirname(dockerfile))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return name || "image";
}

function pathsOf(file: string): typeof posix {
  return /^[A-Za-z]:[\\/]/.test(file) ? win32 : posix;
}
