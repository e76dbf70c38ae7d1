import dockerignore from "@balena/dockerignore";

/** The patterns of an ignore file, as the builder reads them (moby/patternmatcher). */
export interface Ignore {
  readonly file: string;
  readonly text: string;
  /** Whether a path from the context's root is kept out of the build. */
  readonly ignores: (path: string) => boolean;
  /** Some pattern re-includes: a folder that is ignored may still hold something. */
  readonly reincludes: boolean;
}

/** Where the ignore rules of a Dockerfile stand, the one that wins first. */
export function ignoreFileNames(contextRoot: string, dockerfile: string): string[] {
  return [
    `${dockerfile}.dockerignore`,
    `${contextRoot}/.dockerignore`,
    `${contextRoot}/.containerignore`,
  ];
}

/** Never fails: a pattern that cannot be read ignores nothing. */
export function parseIgnore(file: string, text: string): Ignore {
  const patterns = text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    // The builder anchors every pattern at the context's root.
    .map((line) => line.replace(/^(!?)\/+/, "$1"));
  const matcher = dockerignore().add(patterns);
  return {
    file,
    text,
    reincludes: patterns.some((pattern) => pattern.startsWith("!")),
    ignores(path) {
      try {
        return matcher.ignores(path);
      } catch {
        return false;
      }
    },
  };
}
