import { hostEntry } from "../project/host-files.ts";
import { containerOf } from "../project/match.ts";
import { stepTo } from "../project/reach.ts";
import { defineCause } from "./cause.ts";
import { refusal } from "./words.ts";

// runc; the hint about a directory and a file is appended to every ENOTDIR, also where no mount is.
// crun names the target from the container's root, without a slash.
const said =
  /error mounting "([^"]+)" to rootfs at "([^"]+)".*not a directory|mount `([^`]+)` to `\/?([^`]+)`: Not a directory/;

export const mountTypeMismatch = defineCause({
  id: "mount-type-mismatch",
  title: "A file is mounted on a directory, or the reverse",
  severity: "error",

  *predict({ containers, listings }) {
    for (const container of containers) {
      for (const { mount, target, hostPath } of container.mounts) {
        if (mount.type !== "bind" || hostPath === undefined) continue;
        const source = hostEntry(listings, hostPath);
        const { fact } = stepTo(container.imageFilesystem, target);
        if (typeof source === "string" || source.kind === "symlink") continue;
        if (fact.kind !== "file" && fact.kind !== "directory") continue;
        if (fact.kind === source.kind) continue;
        // A file on the working directory: see workdir-unusable.
        if (source.kind === "file" && target === container.workdir) continue;
        yield {
          at: mount.span,
          certainty: "certain",
          message: `${mount.source?.text} is a ${source.kind}, and ${target} is a ${fact.kind} in the image: not a directory: are you trying to mount a directory onto a file (or vice-versa)?`,
          containers: [container],
        };
      }
    }
  },

  *confirm(evidence, project) {
    const quote = refusal(evidence, said);
    const [, one, place, other, relative] = said.exec(quote?.text ?? "") ?? [];
    const source = one ?? other;
    const target = place ?? `/${relative}`;
    // A file on the working directory: see workdir-unusable.
    if (!quote || !source || target === evidence.container?.workingDir) return;
    const mounts = containerOf(evidence, project)?.mounts ?? [];
    const guilty = mounts.find((one) => one.target === target);
    yield {
      ...(guilty && { at: guilty.mount.span }),
      certainty: "certain",
      message: `of ${source} on the host and ${target} in the image one is a file and the other a directory`,
      quotes: [quote],
    };
  },
});
