import type { BaseImage } from "../base-images.ts";
import type { Listing } from "../programs.ts";
import { debianLike } from "./debian.ts";
import { debianPrograms, ubuntuPrograms, ubuntuSome } from "./debian-programs.ts";
import { extend } from "./extend.ts";

/**
 * ubuntu:*, minbase as Debian's, with procps; from 26.04 on with coreutils in Rust. Without a release it
 * is what focal, jammy, noble and resolute have in common.
 */
export function ubuntu(release: string | undefined): BaseImage {
  const facts = releases[release ?? "any"];
  const base = debianLike({
    family: "ubuntu",
    release,
    libcVersion: facts?.glibc,
    command: ["/bin/bash"],
    merged: /^(trusty|xenial|bionic)$/.test(release ?? "") ? "no" : "yes",
    programs: [common, ubuntuPrograms],
    perhaps: ubuntuSome,
  });
  const account = facts?.account;
  return extend(base, {
    family: "ubuntu",
    ...(!facts?.listed && { packages: "unlisted" }),
    ...(account && { accounts: { ubuntu: 1000 } }),
    ...(account === "certain" && { folders: ["/home/ubuntu"], closed: ["/home/ubuntu"] }),
    doubts: [/^\/home\/ubuntu$/, /^\/usr\/s?bin\/gnu[\w[]+$/],
  });
}

/** The tags of ubuntu:* itself: "24.04", "noble-20250925", "latest". */
export function ubuntuOfTag(tag: string): BaseImage | undefined {
  const [, name = ""] = /^(\d\d\.\d\d|[a-z]+)(?:-\d{8}(?:\.\d+)?)?$/.exec(tag) ?? [];
  if (name === "latest") return ubuntu(undefined);
  const release =
    name in releases ? name : Object.keys(releases).find((key) => releases[key]?.number === name);
  return release === undefined || release === "any" ? undefined : ubuntu(release);
}

interface Release {
  readonly number?: string;
  readonly glibc?: string;
  /** Whether all programs are listed here. */
  readonly listed?: boolean;
  /** The user `ubuntu`, from 23.04 on. */
  readonly account?: "certain" | "perhaps";
}

const releases: Readonly<Record<string, Release>> = {
  trusty: { number: "14.04", glibc: "2.19" },
  xenial: { number: "16.04", glibc: "2.23" },
  bionic: { number: "18.04", glibc: "2.27" },
  focal: { number: "20.04", glibc: "2.31", listed: true },
  jammy: { number: "22.04", glibc: "2.35", listed: true },
  kinetic: { number: "22.10", glibc: "2.36" },
  lunar: { number: "23.04", glibc: "2.37", account: "certain" },
  mantic: { number: "23.10", glibc: "2.38", account: "certain" },
  noble: { number: "24.04", glibc: "2.39", listed: true, account: "certain" },
  oracular: { number: "24.10", glibc: "2.40", account: "certain" },
  plucky: { number: "25.04", glibc: "2.41", account: "certain" },
  questing: { number: "25.10", glibc: "2.42", account: "certain" },
  resolute: { number: "26.04", glibc: "2.43", listed: true, account: "certain" },
  any: { listed: true, account: "perhaps" },
};

const common: Listing = Object.fromEntries(
  Object.entries(debianPrograms).map(([folder, names]) => [
    folder,
    new Set([...names].filter((name) => !ubuntuSome.has(name))),
  ]),
);
