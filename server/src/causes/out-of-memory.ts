import { containerOf } from "../project/match.ts";
import { defineCause } from "./cause.ts";

export const outOfMemory = defineCause({
  id: "out-of-memory",
  title: "The kernel killed it for its memory limit",
  severity: "error",

  *confirm(evidence, project) {
    const { container } = evidence;
    if (!container?.oomKilled) return;
    const settings = containerOf(evidence, project)?.service?.options.settings;
    const at = settings?.get("mem_limit") ?? settings?.get("deploy.resources.limits.memory");
    yield {
      ...(at && { at }),
      certainty: "certain",
      message: `the kernel killed a process of this container when it reached its memory limit (exit code ${container.exitCode})`,
      quotes: [{ probe: "inspect", text: "State.OOMKilled = true" }],
    };
  },

  exclude({ container }) {
    return container && !container.oomKilled
      ? "the kernel killed nothing for want of memory"
      : undefined;
  },
});
