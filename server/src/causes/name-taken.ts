import { containersOf, startTogether, withEarlier } from "../project/together.ts";
import { defineCause } from "./cause.ts";

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
});
