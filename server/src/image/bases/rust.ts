import type { BaseImage } from "../base-images.ts";
import { languageBase } from "./buildpack.ts";
import {
  certificatePrograms,
  developerDoubt,
  developerSome,
  gccPrograms,
} from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [1, 70], begun: [1, 71], trixie: [1, 90], known: [1, 45] };

/** rust:*, from rust-lang/docker-rust: rustup's proxies, and a C compiler in every variant. */
export function rust(text: string): BaseImage | undefined {
  const tag = readTag(text, /^nightly$/);
  const base = tag && languageBase(tag, "full", lines);
  if (!base) return undefined;
  const slim = tag.slim && tag.alpine === undefined;
  return extend(base, {
    family: "rust",
    pathFront: ["/usr/local/cargo/bin"],
    environment: { RUSTUP_HOME: "/usr/local/rustup", CARGO_HOME: "/usr/local/cargo" },
    programs: [
      {
        "/usr/local/cargo/bin": `cargo cargo-clippy cargo-fmt cargo-miri clippy-driver rls rust-gdb rust-lldb
          rustc rustdoc rustfmt rustup`,
      },
      ...(slim ? [certificatePrograms, gccPrograms] : []),
      ...(tag.alpine !== undefined
        ? [{ "/usr/bin": "cc gcc", "/usr/sbin": "update-ca-certificates" }]
        : []),
    ],
    // wget stayed in the slim images at some time.
    perhaps: slim ? [...developerSome, "wget", "addgroup", "adduser", "delgroup", "deluser"] : [],
    folders: ["/usr/local/rustup"],
    closed: ["/usr/local/cargo/bin"],
    doubts: [
      /^\/usr\/local\/cargo\/bin\/(rust-analyzer|rust-gdbgui)$/,
      ...(slim ? [developerDoubt] : []),
    ],
    ...(tag.alpine !== undefined && { packages: "unlisted" }),
  });
}
