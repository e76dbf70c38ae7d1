import type { LinkedLibc } from "./facts.ts";

/** Where each C library keeps its loader, by the machine: PT_INTERP of gcc's own specs. */
const loaders: Readonly<Record<LinkedLibc["name"], Readonly<Record<string, string>>>> = {
  glibc: { amd64: "/lib64/ld-linux-x86-64.so.2", arm64: "/lib/ld-linux-aarch64.so.1" },
  musl: { amd64: "/lib/ld-musl-x86_64.so.1", arm64: "/lib/ld-musl-aarch64.so.1" },
};

/** The loaders that a program may ask for; of all machines where its own is not known. */
export function loadersOf(libc: LinkedLibc["name"], machine?: string): readonly string[] {
  if (machine === undefined) return Object.values(loaders[libc]);
  const own = loaders[libc][machine];
  return own === undefined ? [] : [own];
}

export function libcOfLoader(loader: string): LinkedLibc["name"] {
  return loader.includes("musl") ? "musl" : "glibc";
}

/** Whether a version such as "2.36" is older than another. */
export function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
