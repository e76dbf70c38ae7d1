import type { BaseImage } from "../base-images.ts";
import { debian } from "./debian.ts";
import { distroless } from "./distroless.ts";
import { extend } from "./extend.ts";
import { singleProgram } from "./single-program.ts";
import { readTag } from "./tag.ts";
import { ubuntu } from "./ubuntu.ts";

/**
 * denoland/deno, from denoland/deno_docker. The one on Alpine carries glibc along and is not written down
 * here.
 */
export function deno(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(debian|ubuntu|distroless|bin)$/);
  if (!tag || tag.slim || tag.alpine !== undefined || tag.debian || tag.ubuntu || tag.major < 1) {
    return undefined;
  }
  if (tag.words.has("bin")) {
    const bare = singleProgram({
      family: "deno",
      files: ["/deno"],
      workingDir: "/",
      entrypoint: undefined,
    });
    return { ...bare, libc: undefined };
  }
  const small = tag.words.has("distroless");
  const base = small
    ? distroless("cc", "latest")
    : tag.words.has("ubuntu")
      ? ubuntu(undefined)
      : debian(undefined);
  return (
    base &&
    extend(base, {
      family: "deno",
      environment: { DENO_DIR: "/deno-dir/", DENO_INSTALL_ROOT: "/usr/local" },
      entrypoint: small ? ["/tini", "--", "/bin/deno"] : ["/tini", "--", "docker-entrypoint.sh"],
      command: ["eval", "console.log('Welcome to Deno!')"],
      files: ["/tini"],
      programs: [
        { [small ? "/bin" : "/usr/bin"]: "deno" },
        ...(small ? [] : [{ "/usr/local/bin": "docker-entrypoint.sh" }]),
      ],
      ...(!small && { accounts: { deno: 1993 }, folders: ["/deno-dir"], closed: ["/deno-dir"] }),
    })
  );
}
