import type { Evidence } from "../evidence.ts";
import { lackingCapability } from "../project/capabilities-needed.ts";
import { containerOf } from "../project/match.ts";
import type { Project } from "../project/project.ts";
import { defineCause, type Finding } from "./cause.ts";
import { complaint } from "./words.ts";

const said = /Operation not permitted|EPERM/i;

/** sudo, su, mount and others that are to be root through their set-user-ID bit. */
const notRoot =
  /"no new privileges" flag is set|effective uid is not 0|must be (?:setuid|suid|set-user-ID) root|must be owned by uid 0 and have the setuid bit set/i;

export const capabilityMissing = defineCause({
  id: "capability-missing",
  title: "It lacks a capability, or a security option forbids the call",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const lacking = lackingCapability(container);
      if (!lacking) continue;
      const { capability, dropped, words } = lacking;
      yield {
        at: dropped,
        certainty: "likely",
        message: `takes ${capability} from "${container.name}", and it is needed by ${lacking.for}: ${words}`,
        containers: [container],
      };
    }
  },

  *confirm(evidence, project) {
    const quote = complaint(evidence, said);
    if (!quote) {
      yield* withoutPrivileges(evidence, project);
      return;
    }
    const exec = /^exec /.test(quote.text);
    const known = containerOf(evidence, project);
    const lacking = known && lackingCapability(known);
    if (lacking && !exec) {
      const { capability, dropped } = lacking;
      const message = `"${known.name}" lacks ${capability}, which ${dropped.text} in cap_drop takes away, and it is needed by ${lacking.for}`;
      return yield { at: dropped, certainty: "certain", message, quotes: [quote] };
    }
    const { capDrop = [], securityOpt = [] } = known?.service?.options ?? {};
    const at = capDrop[0] ?? securityOpt[0];
    yield {
      ...(at && { at }),
      certainty: exec ? "certain" : "likely",
      message: exec
        ? "Linux refused to execute the program: a capability of the file is not allowed here, or a security profile forbids it"
        : "the program was refused a call that needs a capability, or that a security option forbids",
      quotes: [quote],
    };
  },
});

/** The kernel ignores the set-user-ID bit under no-new-privileges: prctl(2), PR_SET_NO_NEW_PRIVS. */
function* withoutPrivileges(evidence: Evidence, project: Project): Generator<Finding> {
  const quote = complaint(evidence, notRoot);
  const option = containerOf(evidence, project)?.service?.options.securityOpt.find(({ text }) =>
    /^no-new-privileges(:true)?$/.test(text),
  );
  const told = quote && /no new privileges/i.test(quote.text);
  if (!quote || !(option || told)) return;
  yield {
    ...(option && { at: { file: option.file, start: option.start, end: option.end } }),
    certainty: told ? "certain" : "likely",
    message:
      "a program is to become root through its set-user-ID bit, and no-new-privileges makes Linux ignore the bit",
    quotes: [quote],
  };
}
