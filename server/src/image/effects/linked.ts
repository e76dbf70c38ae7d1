import type { Head, LinkedLibc } from "../../launch/facts.ts";
import { isOlder } from "../../launch/loaders.ts";
import type { World } from "./tool.ts";

/** Who compiles: each uses other symbols of the C library. */
type Compiler = "C" | "Rust";

/**
 * The C library that a program is linked to which is compiled here, undefined where that is not known.
 * Every start uses `__libc_start_main` or `pthread_create`, which are new symbols since glibc 2.34 (its
 * NEWS); Rust's standard library asks for `pidfd_spawnp` of glibc 2.39 where it starts processes
 * (library/std/src/sys/process/unix).
 */
export function libcOf({ base }: World, compiler: Compiler): LinkedLibc | undefined {
  if (base?.libc === "musl") return { name: "musl" };
  if (base?.libc !== "glibc") return undefined;
  const version = base.libcVersion ?? base.libcAtLeast;
  const since = (symbols: string) => version !== undefined && !isOlder(version, symbols);
  return {
    name: "glibc",
    ...(since("2.34") && { needs: "2.34" }),
    ...(compiler === "Rust" && since("2.39") && { mayNeed: "2.39" }),
  };
}

/** A program that is linked to a C library, to none (`"static"`), or to what is not known. */
export function programHead(
  libc: LinkedLibc | "static" | undefined,
  machine?: string,
): Head | undefined {
  if (libc === undefined && machine === undefined) return undefined;
  return {
    kind: "elf",
    ...(machine !== undefined && { machine }),
    ...(libc === undefined ? { incomplete: true } : libc !== "static" && { libc }),
  };
}

/** The machine in Rust's and GNU's names for platforms: x86_64-unknown-linux-musl. */
export function machineOf(platform: string): string | undefined {
  const [name = ""] = platform.split("-");
  return { x86_64: "amd64", aarch64: "arm64", armv7: "arm", i686: "386", riscv64gc: "riscv64" }[
    name
  ];
}
