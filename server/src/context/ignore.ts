import dockerignore from "@balena/dockerignore";
import { normalize } from "../base/path.ts";
import type { Span } from "../base/text.ts";

/** The patterns of an ignore file, as the builder reads them (moby/patternmatcher). */
export interface Ignore {
  readonly file: string;
  readonly text: string;
  /** Whether a path from the context's root is kept out of the build. */
  readonly ignores: (path: string) => boolean;
  /** The last line that ignores this path by itself. */
  readonly lineFor: (path: string) => Span | undefined;
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
  const lines = [...text.matchAll(/[^\r\n]+/g)].flatMap((match) => {
    const line = match[0].replace(/^\ufeff/, "").trim();
    if (line === "" || line.startsWith("#")) return [];
    const start = match.index + match[0].indexOf(line);
    // The builder anchors every pattern at the context's root.
    const pattern = line.replace(/^(!?)\/+/, "$1");
    return [{ pattern, span: { file, start, end: start + line.length } }];
  });
  const patterns = lines.map(({ pattern }) => pattern);
  const matcher = dockerignore().add(patterns);
  return {
    file,
    text,
    reincludes: patterns.some((pattern) => pattern.startsWith("!")),
    ignores: (path) => matches(matcher, path),
    lineFor(path) {
      const inside = normalize(`/${path}`).slice(1);
      return lines.findLast(
        ({ pattern }) => !pattern.startsWith("!") && matches(dockerignore().add([pattern]), inside),
      )?.span;
    },
  };
}

function matches(matcher: dockerignore.Matcher, path: string): boolean {
  try {
    return path !== "" && matcher.ignores(path);
  } catch {
    return false;
  }
}
