import type { Era } from "./debian.ts";

/** A tag of an official image, read word by word: "3.12-slim-bookworm", "20-alpine3.20". */
export interface Tag {
  /** "3.12.4"; undefined for `latest` and tags without a number. */
  readonly version: string | undefined;
  /** The first numbers of the version; NaN where there is none. */
  readonly major: number;
  readonly minor: number;
  /** Of Alpine: "3.20", or "" where the tag leaves the release open. */
  readonly alpine: string | undefined;
  readonly debian: string | undefined;
  readonly ubuntu: string | undefined;
  readonly slim: boolean;
  /** Words that only this family of images uses. */
  readonly words: ReadonlySet<string>;
}

/** Undefined for a tag with a word that nobody here knows: Windows, a release candidate's name, a typo. */
export function readTag(tag: string, familyWords: RegExp = /^$/): Tag | undefined {
  let version: string | undefined;
  let alpine: string | undefined;
  let debian: string | undefined;
  let ubuntu: string | undefined;
  let slim = false;
  const words = new Set<string>();
  // eclipse-temurin writes "alpine-3.21".
  for (const word of tag.replace(/alpine-(?=3\.)/, "alpine").split("-")) {
    const [, number] = /^v?(\d+(?:\.\d+)*)(?:(?:a|b|rc|beta)\d+)?$/.exec(word) ?? [];
    const [, release] = /^alpine(\d+\.\d+|)(?:\.\d+)?$/.exec(word) ?? [];
    if (familyWords.test(word)) words.add(word);
    else if (number !== undefined && version === undefined) version = number;
    else if (release !== undefined) alpine = release;
    else if (debianReleases.has(word)) debian = word;
    else if (ubuntuReleases.has(word)) ubuntu = word;
    else if (word === "slim") slim = true;
    else if (word !== "latest" && word !== "rc") return undefined;
  }
  const [major = Number.NaN, minor = Number.NaN] = (version ?? "").split(".").map(numberOf);
  return { version, major, minor, alpine, debian, ubuntu, slim, words };
}

function numberOf(text: string): number {
  return text === "" ? Number.NaN : Number(text);
}

const debianReleases = new Set(
  "jessie stretch buster bullseye bookworm trixie forky sid".split(" "),
);
const ubuntuReleases = new Set(
  "trusty xenial bionic focal jammy kinetic lunar mantic noble oracular plucky questing resolute".split(
    " ",
  ),
);

/** When the versions of a language were built on which release of Debian, where their tag names none. */
export interface Lines {
  /** How many numbers of a version a tag has that still moves: 2 for "3.12". */
  readonly parts: number;
  /** The first line that still moved when bookworm became the default, in June 2023. */
  readonly moving: readonly [major: number, minor: number];
  /** The first line that began after that. */
  readonly begun: readonly [major: number, minor: number];
  /** The first line that began after trixie became the default, in August 2025, where it did. */
  readonly trixie?: readonly [major: number, minor: number];
  /** The first line that is not older than bullseye. */
  readonly known: readonly [major: number, minor: number];
}

export function eraOf({ version, major, minor }: Tag, lines: Lines): Era {
  const from = ([first, second]: readonly [number, number]): boolean =>
    !(major < first) && !(major === first && minor < second);
  const moves = version === undefined || version.split(".").length <= lines.parts;
  // A tag such as `latest` may be older.
  if (lines.trixie && !Number.isNaN(minor) && from(lines.trixie)) return "since trixie";
  if (from(moves ? lines.moving : lines.begun)) return "since bookworm";
  return from(lines.known) ? "since bullseye" : "before";
}
