import type { ContainerInspectInfo } from "dockerode";
import type { Mount } from "../../../server/src/evidence.ts";

/** Every mount of a container; the tmpfs of `--tmpfs` stand in another place than the rest. */
export function mountsOf({ Mounts, HostConfig }: ContainerInspectInfo): readonly Mount[] {
  const listed = (Mounts ?? []).map((mount): Mount => {
    const source = mount.Type === "bind" ? mount.Source : (mount.Name ?? mount.Source);
    return {
      type: mount.Type,
      ...(source && { source }),
      destination: withoutSlash(mount.Destination),
      readOnly: !mount.RW,
      // The engine makes up 64 hexadecimal digits for a volume without a name.
      ...(mount.Type === "volume" && /^[0-9a-f]{64}$/.test(source ?? "") && { anonymous: true }),
    };
  });
  const temporary = Object.entries(HostConfig.Tmpfs ?? {})
    .filter(([destination]) => !listed.some((mount) => mount.destination === destination))
    .map(([destination, options]): Mount => {
      const readOnly = options.split(",").includes("ro");
      return { type: "tmpfs", destination: withoutSlash(destination), readOnly };
    });
  return [...listed, ...temporary];
}

/** Whether a path is the mount's destination or lies below it. */
export function covers({ destination }: Pick<Mount, "destination">, path: string): boolean {
  return path === destination || path.startsWith(destination === "/" ? "/" : `${destination}/`);
}

/** The mount that decides what stands at a path: of those over it the innermost. */
export function mountAt(mounts: readonly Mount[], path: string): Mount | undefined {
  return mounts
    .filter((mount) => covers(mount, path))
    .toSorted((a, b) => b.destination.length - a.destination.length)[0];
}

/** What `HostConfig.Mounts` of a create call holds; dockerode's type wants options that Docker does not. */
export interface MountRequest {
  readonly Type: string;
  readonly Source?: string | undefined;
  readonly Target: string;
  readonly ReadOnly?: boolean | undefined;
  readonly [options: `${string}Options`]: unknown;
}

/**
 * The same mounts for a container of ours: nothing can be written through them, a volume is not filled
 * from the image, and, other than with `-v`, a bind whose source is missing is refused instead of made.
 */
export function readOnlyMounts(container: ContainerInspectInfo, mounts: readonly Mount[]) {
  const Tmpfs: Record<string, string> = {};
  const Binds: string[] = [];
  const Mounts = mounts.flatMap((mount): readonly MountRequest[] => {
    const Target = mount.destination;
    const same = requestFor(container, Target);
    switch (mount.type) {
      case "bind":
        return [{ Type: "bind", Source: bindSource(container, mount), Target, ReadOnly: true }];
      case "volume": {
        const options = optionsOf(same?.VolumeOptions);
        if ("Subpath" in options) {
          return [
            {
              ...same,
              Target,
              Type: "volume",
              ReadOnly: true,
              VolumeOptions: { ...options, NoCopy: true },
            },
          ];
        }
        // Podman heeds nocopy only in this form.
        Binds.push(`${mount.source}:${Target}:ro,nocopy`);
        return [];
      }
      case "tmpfs":
        if (same) return [same];
        // The long form has no word for some options of `--tmpfs`, such as exec.
        Tmpfs[Target] = temporaryOptions(container, Target);
        return [];
      default:
        return same ? [{ ...same, ReadOnly: true }] : [];
    }
  });
  return { Mounts, Binds, Tmpfs };
}

/** As it was asked for: Docker Desktop shows in `Mounts` where it lies in its virtual machine. */
function bindSource(container: ContainerInspectInfo, { source = "", destination }: Mount): string {
  const long = requestFor(container, destination);
  if (long?.Source) return long.Source;
  for (const bind of container.HostConfig.Binds ?? []) {
    const [, from, to = ""] = /^(.+?):(\/[^:]*)(?::[^:]*)?$/.exec(bind) ?? [];
    if (from && withoutSlash(to) === destination) return from;
  }
  return source;
}

/** The long form in which a mount was asked for, if it was. */
function requestFor({ HostConfig }: ContainerInspectInfo, destination: string) {
  const found = HostConfig.Mounts?.find(({ Target }) => withoutSlash(Target) === destination);
  const request: MountRequest | undefined = found && { ...found };
  return request;
}

function temporaryOptions({ HostConfig }: ContainerInspectInfo, destination: string): string {
  return HostConfig.Tmpfs?.[destination] ?? HostConfig.Tmpfs?.[`${destination}/`] ?? "";
}

function optionsOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}
