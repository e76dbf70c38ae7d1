import type { BaseImage } from "../base-images.ts";
import { standardPath, treeOf } from "./layout.ts";

/** An image made from scratch that holds a few files and nothing else. */
export function singleProgram(
  facts: Pick<BaseImage, "family" | "workingDir" | "entrypoint"> & {
    readonly files: readonly string[];
  },
): BaseImage {
  const { files, ...others } = facts;
  return {
    ...others,
    distribution: "none",
    libc: "none",
    shell: "none",
    // The engine gives every container a PATH where the image has none.
    environment: { PATH: standardPath },
    user: "",
    command: undefined,
    volumes: [],
    ports: [],
    programs: new Map(),
    complete: true,
    // Without /etc/passwd only numbers are users; engines know root all the same.
    users: new Set(["root"]),
    usersComplete: true,
    groups: new Set(["root"]),
    uids: new Map([["root", 0]]),
    folders: [facts.workingDir],
    tree: treeOf({ "/": facts.workingDir.slice(1) }, [], {
      files: new Set(files),
      // Engines make them to mount what every container has.
      doubts: [/^\/(dev|proc|sys|etc|run)$/],
    }),
  };
}
