import { isAbsolute, isWithin, resolve, within } from "../base/path.ts";
import type { ComposeFile, Mount } from "../compose/model.ts";
import { entryAt, type Listing } from "../context/listing.ts";
import {
  change,
  type Filesystem,
  type Ground,
  type Origin,
  type Tree,
} from "../image/filesystem.ts";
import type { ContainerMount } from "./project.ts";

/** The mounts of a service, in the order in which Docker makes them: outer before inner. */
export function containerMounts(mounts: readonly Mount[]): ContainerMount[] {
  return mounts
    .filter(({ target }) => !target.unknown && isAbsolute(target.text))
    .map((mount) => ({
      mount,
      target: resolve("/", mount.target.text),
      hostPath: hostPath(mount),
    }))
    .toSorted((a, b) => a.target.split("/").length - b.target.split("/").length);
}

/** The files of a container: those of its image with the mounts laid over them. */
export function mounted(
  image: Filesystem | Ground,
  asked: readonly Mount[],
  imageVolumes: readonly string[],
  composeFile: ComposeFile,
  listings: readonly Listing[],
): Filesystem | Ground {
  const mounts = containerMounts(asked);
  let filesystem = image;
  // Nobody knows where they lie: anything may be in them.
  for (const { span, target } of asked.filter(({ target }) => target.unknown)) {
    filesystem = change(filesystem, {
      kind: "cloud",
      path: "/",
      by: { at: span, what: target.text },
    });
  }
  for (const mount of mounts) filesystem = overlay(filesystem, image, mount, composeFile, listings);
  for (const path of imageVolumes) {
    const covered = mounts.some(({ target }) => target !== path && isWithin(path, target));
    if (!covered || mounts.some(({ target }) => target === path)) continue;
    const by = { at: { file: composeFile.file, start: 0, end: 0 }, what: `VOLUME ${path}` };
    filesystem = change(filesystem, fromImage(image, path, by));
  }
  return filesystem;
}

/** The files of an image that services of a name which nobody can tell may be started from: with what they mount. */
export function perhapsMounted(
  image: Filesystem | Ground,
  asked: readonly Mount[],
): Filesystem | Ground {
  let filesystem = image;
  for (const { mount, target } of containerMounts(asked)) {
    const by = { at: mount.span, what: mount.target.text };
    filesystem = change(filesystem, { kind: "cloud", path: target, by });
  }
  return filesystem;
}

function overlay(
  below: Filesystem | Ground,
  image: Filesystem | Ground,
  { mount, target, hostPath }: ContainerMount,
  composeFile: ComposeFile,
  listings: readonly Listing[],
): Filesystem {
  const by: Origin = { at: mount.span, what: mount.target.text };
  switch (mount.type) {
    case "tmpfs":
      return change(below, nothingAt(target, by));
    case "bind":
    case "config":
    case "secret": {
      if (hostPath === undefined) return change(below, unknownMount(target, by));
      const listing = listings.find(({ root }) => isWithin(hostPath, root));
      if (!listing) return change(below, unknownMount(target, by));
      const inside = within(hostPath, listing.root) ?? "";
      // Docker makes a folder of a source that is not there; compose makes none for configs and secrets.
      if (mount.type !== "bind" && entryAt(listing, inside) === "absent")
        return change(below, unknownMount(target, by));
      const tree: Tree | { kind: "nothing" } =
        entryAt(listing, inside) === "absent" ? { kind: "nothing" } : { kind: "host", listing };
      return change(below, { kind: "mount", tree, from: `/${inside}`, to: target, by });
    }
    case "volume": {
      if (isEmptyAtStart(mount, composeFile)) return change(below, nothingAt(target, by));
      const definition = mount.source && composeFile.volumes.get(mount.source.text);
      const other = mount.noCopy || definition?.external || definition?.driven;
      if (other) return change(below, unknownMount(target, by));
      // A new volume is filled from the image; one that got a name may hold more by now.
      const filled = change(below, fromImage(image, target, by));
      return mount.source ? change(filled, { kind: "cloud", path: target, by }) : filled;
    }
    case "other":
      return change(below, unknownMount(target, by));
  }
}

function fromImage(image: Filesystem | Ground, path: string, by: Origin) {
  const tree: Tree = { kind: "filesystem", filesystem: image };
  return { kind: "mount" as const, tree, from: path, to: path, by };
}

function nothingAt(target: string, by: Origin) {
  return {
    kind: "mount" as const,
    tree: { kind: "nothing" as const },
    from: "/",
    to: target,
    by,
  };
}

/**
 * A volume in memory, and of one service alone: what Docker copies into it from the image is lost before the
 * start, when nothing mounts it any more. Another service may keep it mounted, and filled. Where nothing in it
 * may be executed, whoever fills it, that is told: see mount-forbids-execution.
 */
export function isEmptyAtStart({ source }: Mount, { services, volumes }: ComposeFile): boolean {
  const definition = source && volumes.get(source.text);
  if (!definition || definition.external) return false;
  const { driver, driverOptions } = definition;
  const local = driver === undefined || driver.text === "local";
  if (!local || driverOptions.get("type")?.text !== "tmpfs") return false;
  if (driverOptions.get("o")?.text.includes("noexec")) return false;
  const users = services.filter(({ mounts }) =>
    mounts.some((mount) => mount.source?.text === source.text),
  );
  return users.length === 1;
}

function unknownMount(target: string, by: Origin) {
  return {
    kind: "mount" as const,
    tree: { kind: "host" as const, listing: undefined },
    from: "/",
    to: target,
    by,
  };
}

function hostPath({ type, source }: Mount): string | undefined {
  if (
    !/^(bind|config|secret)$/.test(type) ||
    !source ||
    source.unknown ||
    source.text.startsWith("~")
  )
    return undefined;
  return resolve(source.folder, source.text.replaceAll("\\", "/"));
}
