import { dirname, isWithin } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { target } from "../image/effects/links.ts";
import { type Filesystem, type Found, type Ground, look } from "../image/filesystem.ts";
import type { Fact } from "../launch/facts.ts";
import { permits } from "../launch/permits.ts";
import type { Container, ContainerMount } from "./project.ts";
import { stepTo } from "./reach.ts";
import { type ScriptWrite, scriptWrites } from "./script-writes.ts";
import { type ContainerUser, userOf } from "./user.ts";

/** A write of the start that will be refused. */
export interface RefusedWrite {
  readonly write: ScriptWrite;
  /** The folder or the file whose owner or mount refuses it. */
  readonly place: string;
  readonly found: Found;
  readonly mount: ContainerMount | undefined;
  /** The `read_only` of the container's root, a mount that may not be written, or a place that is not the user's. */
  readonly why: { readonly setting: Span } | "read-only mount" | { readonly user: ContainerUser };
}

/** The first write of the scripts of a start that is surely refused. */
export function refusedWrite(container: Container): RefusedWrite | undefined {
  for (const asked of scriptWrites(container)) {
    // /var/run of most images is a link: a mount on /run is meant as well.
    const path = target(asked.path, (at) => look(container.imageFilesystem, at));
    const write = { ...asked, path };
    const refused = refusal(container, write);
    if (refused) return refused;
  }
  return undefined;
}

function refusal(container: Container, write: ScriptWrite): RefusedWrite | undefined {
  const { mounts, filesystem, imageFilesystem } = container;
  const mount = mounts.findLast((one) => isWithin(write.path, one.target));
  const setting = mount ? undefined : readOnlyRoot(container, write.path);
  if (mount?.mount.readOnly || setting) {
    const place = mount?.target ?? "/";
    const found = look(filesystem, place);
    // What is there already is not made once more.
    const { kind } = stepTo(filesystem, write.path).fact;
    if (write.parents && kind !== "absent") return undefined;
    return { write, place, found, mount, why: setting ? { setting } : "read-only mount" };
  }
  const user = userOf(container);
  if (!user) return undefined;
  const fresh = mount !== undefined && isFresh(mount, container);
  if (mount && !fresh && mount.mount.type !== "bind") return undefined;
  const files = fresh ? imageFilesystem : filesystem;
  const found = existing(files, write, fresh ? mount.target : undefined);
  if (!found || permits(user, found.fact, 0o2)) return undefined;
  return { write, place: found.path, found: found.found, mount, why: { user } };
}

/** A volume that Docker makes, and fills from the image. */
function isFresh({ mount }: ContainerMount, { composeFile }: Container): boolean {
  const definition = mount.source && composeFile?.volumes.get(mount.source.text);
  return mount.type === "volume" && !mount.noCopy && !definition?.external && !definition?.driven;
}

/** `read_only: true`: the root may not be written, but for what the engine mounts into every container. */
function readOnlyRoot({ service }: Container, path: string): Span | undefined {
  const value = service?.options.settings.get("read_only");
  const mountedByEngine = /^\/(dev|proc|sys)(\/|$)|^\/etc\/(hosts|hostname|resolv\.conf)$/.test(
    path,
  );
  return value && !value.unknown && /^(true|yes|on)$/i.test(value.text) && !mountedByEngine
    ? value
    : undefined;
}

interface Existing {
  readonly path: string;
  readonly found: Found;
  readonly fact: Fact;
}

/** The file that is written to, else the folder in which it has to be made. */
function existing(
  files: Filesystem | Ground,
  { path, parents }: ScriptWrite,
  volume: string | undefined,
): Existing | undefined {
  for (let at = path; ; at = dirname(at)) {
    const step = stepTo(files, at);
    const { fact } = step;
    if (fact.kind === "file" || fact.kind === "directory") {
      // A folder that is there already is not made, and what is copied goes into it.
      if (at === path && fact.kind === "directory" && parents) return undefined;
      return { path: step.path, found: look(files, step.path), fact };
    }
    if (step.verdict !== "missing" || at === "/") return undefined;
    // Docker makes the folder of a volume for root, where the image has none.
    if (at === volume) return { path: at, found: { fact: rootOwned }, fact: rootOwned };
    // Without -p, more than one level that is missing is another failure.
    if (at !== path && !parents) return undefined;
  }
}

const rootOwned: Fact = { kind: "directory", mode: 0o755, uid: 0, gid: 0 };
