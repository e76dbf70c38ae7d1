import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian, type Era } from "./debian.ts";
import {
  compilerPrograms,
  curlPrograms,
  developerDoubt,
  developerSome,
  scmPrograms,
} from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag, type Tag } from "./tag.ts";

/**
 * buildpack-deps, from its own templates: what language images without `slim` start from. Named are the
 * programs that all of bullseye, bookworm and trixie have.
 */
export function buildpack(
  release: string | undefined,
  kind: "curl" | "scm" | "full",
  era?: Era,
): BaseImage {
  const image = extend(debian(release, era), {
    family: "buildpack-deps",
    programs: [
      curlPrograms,
      ...(kind === "curl" ? [] : [scmPrograms]),
      ...(kind === "full" ? [compilerPrograms] : []),
    ],
    perhaps: [
      ...developerSome,
      ...["addgroup", "adduser", "delgroup", "deluser"],
      // Buster had Python 2, and a tag without a release may be as old.
      ...(release === undefined && !/bookworm|trixie/.test(era ?? "") ? buster : []),
    ],
    ...(kind === "full" && { libraries: "unlisted" as const }),
    doubts: [developerDoubt, /^\/usr\/x86_64-linux-gnu$/],
  });
  // openssh-client makes a group.
  return { ...image, groups: new Set([...(image.groups ?? []), "_ssh", "ssh"]) };
}

/** The tags of buildpack-deps itself: "bookworm", "trixie-scm". */
export function buildpackOfTag(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(curl|scm|stable|oldstable)$/);
  if (!tag || tag.alpine !== undefined || tag.ubuntu || tag.version || tag.slim) return undefined;
  const kind = tag.words.has("curl") ? "curl" : tag.words.has("scm") ? "scm" : "full";
  return buildpack(tag.debian, kind);
}

const buster = ["python", "python2", "pydoc", "bzr"];

/** What an image of a language starts from, as its tag says. */
export function languageBase(tag: Tag, full: "scm" | "full", lines: Lines): BaseImage | undefined {
  if (tag.ubuntu) return undefined;
  if (tag.alpine !== undefined) return alpine(tag.alpine);
  const era = eraOf(tag, lines);
  return tag.slim ? debian(tag.debian, era) : buildpack(tag.debian, full, era);
}
