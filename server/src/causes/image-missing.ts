import { containerOf } from "../project/match.ts";
import { defineCause } from "./cause.ts";

export const imageMissing = defineCause({
  id: "image-missing",
  title: "The image is not here",
  severity: "error",

  *confirm(evidence, project) {
    const { missing, target, engine } = evidence;
    if (!missing) return;
    const name = target.compose?.project;
    const service = containerOf(evidence, project)?.service;
    const at = service && (service.image ?? service.build?.span ?? service.name);
    const advice = missing.builds
      ? `nobody built it yet: docker compose build ${target.name}`
      : "pull it, or look at how its name is spelled";
    yield {
      certainty: "certain",
      ...(at && { at: { file: at.file, start: at.start, end: at.end } }),
      message: `"${target.name}"${name ? ` of ${name}` : ""} runs the image ${missing.image}, and the engine has none of that name; ${advice}`,
      quotes: [
        { probe: "inspect", text: `${engine?.name ?? "the engine"} holds no ${missing.image}` },
      ],
    };
  },
});
