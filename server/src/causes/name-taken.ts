import type { Evidence } from "../evidence.ts";
import { started } from "../launch/changes.ts";
import { placeOfNeed } from "../project/engine-needs.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { containersOf, startTogether, withEarlier } from "../project/together.ts";
import { takeOut } from "../refusals/edits.ts";
import { defineCause, type Fix } from "./cause.ts";

export const nameTaken = defineCause({
  id: "name-taken",
  title: "Another container has its name",
  severity: "error",

  *predict(project) {
    for (const { of, earlier } of withEarlier(project)) {
      const { service } = of;
      const name = service.options.settings.get("container_name");
      if (!name || name.unknown) continue;
      const other = earlier.find(
        (one) =>
          startTogether(one.service, service) &&
          one.service.options.settings.get("container_name")?.text === name.text,
      );
      const first = other?.service.options.settings.get("container_name");
      // What both take from one anchor is told at the second service.
      if (!other || !first || first.unknown) continue;
      const at = first.start === name.start ? service.name : name;
      yield {
        at,
        // Somebody may start one of them alone.
        certainty: "likely",
        message: `"${other.service.name.text}" and "${service.name.text}" both call their container ${name.text}: Conflict. The container name "/${name.text}" is already in use`,
        containers: containersOf(service, project),
        related: [{ at: first, message: `"${other.service.name.text}" is called so, too` }],
        fixes:
          at === name
            ? [
                {
                  title: `Call it ${name.text}-${service.name.text}`,
                  edits: [{ span: { ...name, start: name.end }, newText: `-${service.name.text}` }],
                },
              ]
            : [],
      };
    }
  },

  *confirm(evidence, project) {
    const own = containerOf(evidence, project);
    for (const { need, holder } of evidence.unmet ?? []) {
      if (need.kind !== "name") continue;
      const at = placeOfNeed(need, own)?.at;
      yield {
        ...(at && { at }),
        certainty: "certain",
        message: `the engine has a container ${need.name} already, which does not belong to "${evidence.target.name}": Conflict. The container name "/${need.name}" is already in use`,
        quotes: [{ probe: "inspect", text: `a container is called ${holder ?? need.name}` }],
        fixes: own ? withoutName(own) : [],
      };
    }
    if (isOnlyMade(evidence)) {
      yield {
        certainty: "possible",
        message: `${evidence.target.name} was made and never started, so nothing in it failed: another container that is to get this name is refused as long as it is there`,
        quotes: [{ probe: "inspect", text: "State.Status = created, State.Error is empty" }],
      };
    }
  },
});

/** Nobody started it, and it would start: what failed is what was to take its place. */
function isOnlyMade({ container, target, experiments = [] }: Evidence): boolean {
  return (
    container?.status === "created" &&
    container.error === "" &&
    target.container !== undefined &&
    target.compose === undefined &&
    experiments.some(({ change, outcome }) => change.kind === "none" && started(outcome))
  );
}

function withoutName({ service, composeFile }: Container): Fix[] {
  const entry = service?.body.entries.find(({ key }) => key.text === "container_name");
  if (!service || !composeFile || !entry) return [];
  const { key, value } = entry;
  const edits = takeOut({ ...key, end: value.end }, { holder: service.body, key }, composeFile);
  return edits ? [{ title: "Leave the name to compose", edits }] : [];
}
