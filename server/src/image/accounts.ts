import type { BaseImage } from "./base-images.ts";
import type { ImageConfig } from "./config.ts";
import type { Owner } from "./ownership.ts";

/** The number of a user of a base image, by name or as a number; undefined where it is not known. */
export function uidIn(base: BaseImage | undefined, name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  return name === "root" ? 0 : base?.uids?.get(name);
}

/** The same of a group: of the names only root's number is the same everywhere. */
export function gidOf(name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  return name === "root" ? 0 : undefined;
}

/** Whom a RUN's new files belong to. */
export function ownerOfRun({ user }: ImageConfig, base: BaseImage | undefined): Owner {
  if (user.kind === "unknown") return { uid: undefined, gid: undefined };
  const [name = "", group] = user.kind === "set" ? user.value.text.split(":") : ["root"];
  const uid = uidIn(base, name);
  return { uid, gid: group === undefined ? (uid === 0 ? 0 : undefined) : gidOf(group) };
}
