import { keepFromImage } from "../project/hidden.ts";
import { hiddenNeed } from "../project/hidden-needs/hidden.ts";
import { containerOf } from "../project/match.ts";
import type { Container, Project } from "../project/project.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { logQuotes } from "./quotes.ts";

// Node.js, PHP, Python, Ruby, Next.js.
const said =
  /Cannot find module|Failed opening required .*vendor\/autoload|ModuleNotFoundError|could not find (gem|a production build)|GemNotFound|No module named/i;

export const mountHidesDependencies = defineCause({
  id: "mount-hides-dependencies",
  title: "A mount hides what the image installed or built",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = predictionFor(container, project);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    if (!evidence.logs?.some((line) => said.test(line))) return;
    const container = containerOf(evidence, project);
    const prediction = container && predictionFor(container, project);
    if (!prediction) return;
    yield { ...prediction, certainty: "certain", quotes: logQuotes(evidence, said) };
  },
});

function predictionFor(container: Container, project: Project): Prediction | undefined {
  const hidden = hiddenNeed(container, project);
  if (!hidden) return undefined;
  const { mount, path, words, made } = hidden;
  const source = mount.mount.source?.text ?? "the mount";
  return {
    at: mount.mount.span,
    certainty: "likely",
    message: `hides ${path}, which the image made and "${container.name}" needs: at run time ${mount.target} is ${source}, which has none: ${words}`,
    containers: [container],
    related: made && made.file !== "" ? [{ at: made, message: `${path} is made here` }] : [],
    fixes: keepFromImage(container, mount, `${path}/x`),
  };
}
