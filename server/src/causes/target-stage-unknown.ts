import { nearest } from "../base/nearest.ts";
import { dockerfileOf } from "../project/dockerfile-of.ts";
import { defineCause, replace } from "./cause.ts";

export const targetStageUnknown = defineCause({
  id: "target-stage-unknown",
  title: "build.target names no stage",
  severity: "error",

  *predict({ composeFiles, dockerfiles, parts }) {
    for (const composeFile of composeFiles) {
      if (parts(composeFile)) continue;
      for (const service of composeFile.services) {
        const target = service.build?.target;
        const dockerfile = dockerfileOf(service, composeFile, dockerfiles);
        if (!target || target.unknown || !dockerfile || /^\d+$/.test(target.text)) continue;
        const names = dockerfile.stages.flatMap(({ name }) => (name ? [name.text] : []));
        if (names.some((name) => name.toLowerCase() === target.text.toLowerCase())) continue;
        const meant = nearest(target.text, names);
        const stages =
          names.length > 0 ? `its stages are ${names.join(", ")}` : "its stages have no names";
        yield {
          at: target,
          certainty: "certain",
          message: `the Dockerfile of "${service.name.text}" has no stage named "${target.text}"; ${meant ? `did you mean "${meant}"?` : stages}`,
          fixes: (meant ? [meant] : names.length <= 3 ? names : []).map((name) =>
            replace(target, name, `Build stage "${name}"`),
          ),
        };
      }
    }
  },
});
