import type { BaseImage } from "../base-images.ts";
import { idsOf, type Layout, standardPath, treeOf } from "./layout.ts";

/**
 * cgr.dev/chainguard/static: nobody but `nonroot`, and no shell. Of the images of languages no Dockerfile
 * is public; what those start is not written down here.
 */
export function chainguardStatic(tag: string): BaseImage | undefined {
  if (!/^(latest|latest-glibc)$/.test(tag)) return undefined;
  return {
    family: "chainguard/static",
    distribution: "distroless",
    shell: "none",
    environment: { PATH: standardPath },
    workingDir: "/",
    user: "65532",
    entrypoint: undefined,
    command: undefined,
    volumes: [],
    programs: new Map(),
    complete: true,
    users: new Set(["root", "nonroot"]),
    usersComplete: false,
    uids: idsOf("root:0 nonroot:65532"),
    folders: [],
    tree: treeOf(layout, [], {
      doubts: [/^\/(boot|home|lib|lib64|media|mnt|opt|root|srv)$/],
      merged: "perhaps",
    }),
  };
}

const layout: Layout = {
  "/": "bin dev etc proc run sbin sys tmp usr var",
  "/usr": "bin sbin …",
  "/var": "…",
  "/bin": "",
  "/sbin": "",
  "/usr/bin": "",
  "/usr/sbin": "",
};
