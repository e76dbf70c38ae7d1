import { staleServerPid } from "../project/server-pid.ts";
import { defineCause } from "./cause.ts";
import { complaint } from "./words.ts";

const said =
  /already running.*?(\/\S+\.(?:pid|lock))|(\/\S+\.(?:pid|lock))\S* (?:already )?exists|lock file "?(\S+?)"? already exists/i;

export const staleLockFile = defineCause({
  id: "stale-lock-file",
  title: "A lock or pid file from the last run is still there",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const stale = staleServerPid(container);
      if (!stale) continue;
      const { path, pid, at } = stale;
      yield {
        at,
        certainty: "likely",
        message: `brings ${path} of the last run, which names process ${pid}: in a container that number is taken again: A server is already running`,
        containers: [container],
      };
    }
  },

  *confirm(evidence) {
    const quote = complaint(evidence, said);
    const path = said
      .exec(quote?.text ?? "")
      ?.slice(1)
      .find(Boolean);
    if (!quote || !path) return;
    yield {
      certainty: "certain",
      message: `${path} was left behind by a run that did not end in good order, and it outlived that run: remove it before the program starts, or keep it out of volumes and mounts`,
      quotes: [quote],
    };
  },
});
