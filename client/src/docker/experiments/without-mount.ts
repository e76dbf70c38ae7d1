import type { Mount } from "../../../../server/src/evidence.ts";
import { broken, type Chain } from "../../../../server/src/launch/chain.ts";
import { mountAt, mountsOf } from "../mounts.ts";
import type { Subject } from "../subject.ts";
import type { Trial } from "./start.ts";

/** The way to one program, in the image and as the failing container sees it. */
export interface Pair {
  readonly image: Chain;
  /** Undefined where the files could not be read. */
  readonly container: Chain | undefined;
}

/** One start without each mount that may be what keeps the program from starting. */
export function withoutMount(subject: Subject, pairs: readonly Pair[]): readonly Trial[] {
  const { container } = subject;
  if (!container) return [];
  const mounts = mountsOf(container);
  const error = container.State.Error ?? "";
  const suspects = new Set(pairs.flatMap((pair) => suspectsIn(pair, mounts, error)));
  // `error mounting "/src" to rootfs at "/etc/app.ini"`: then no file could be read at all.
  for (const mount of mounts) {
    // crun: "mount `/src` to `etc/app.ini`: Not a directory".
    const names = [`"${mount.destination}"`, `\`${mount.destination.slice(1)}\``];
    if (names.some((name) => error.includes(name))) suspects.add(mount);
  }
  return [...suspects].slice(0, 3).map((suspect) => ({
    change: { kind: "without-mount", destination: suspect.destination },
    mounts: mounts.filter((mount) => mount !== suspect),
  }));
}

/** The image has the whole way to the program. A mount over the place where it ends is to blame. */
function suspectsIn(
  { image, container }: Pair,
  mounts: readonly Mount[],
  error: string,
): readonly Mount[] {
  if (image.outcome !== "ok") return [];
  const end = container && broken(container);
  const over = end && mountAt(mounts, end.path);
  if (over) return [over];
  // A port that is taken, a network that is gone: no mount can help.
  if (!end && error !== "" && !/exec|mount|permi(ssion|tted)|rootfs/i.test(error)) return [];
  // Not found in PATH, or nothing wrong with the file: any mount on the way may be the one (noexec).
  const way = image.steps.flatMap(({ path, links }) => [...links.map((link) => link.path), path]);
  return way.flatMap((path) => mountAt(mounts, path) ?? []);
}
