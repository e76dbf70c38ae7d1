import { copiesOf, stageOf } from "../project/copies.ts";
import { containerOf, startPlace } from "../project/match.ts";
import { type MissingLibrary, missingLibrary } from "../project/native-packages.ts";
import type { Container, Project } from "../project/project.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import { complaint } from "./words.ts";

// glibc's ld.so; musl's.
const said =
  /error while loading shared libraries: ([^:\s]+)|Error loading shared library ([^:\s]+)|cannot open shared object file/;

export const libraryMissing = defineCause({
  id: "library-missing",
  title: "A shared library is missing",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const missing = missingLibrary(container);
      if (missing) yield predictionFor(missing, container, project);
    }
  },

  *confirm(evidence, project) {
    const quote = complaint(evidence, said);
    if (!quote) return;
    const name = said.exec(quote.text)?.slice(1).find(Boolean);
    const container = containerOf(evidence, project);
    const missing = container && missingLibrary(container);
    if (missing && quote.text.includes(missing.library.name)) {
      return yield {
        ...predictionFor(missing, container, project),
        certainty: "certain",
        quotes: [quote],
      };
    }
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `the program is there, but ${name ?? "a shared library"} that it was linked against is not in this image: install the package that brings it in the final stage`,
      quotes: [quote],
    };
  },
});

function predictionFor(
  missing: MissingLibrary,
  container: Container,
  project: Project,
): Prediction {
  const { library, family, words, by, stage } = missing;
  const { image } = container;
  const copies = image ? copiesOf(image).map(({ copy }) => copy) : [];
  const copy = copies.find((one) => image && stageOf(one, image, project)?.stage === stage);
  const name = library.packages[family];
  return {
    at: copy?.span ?? by,
    certainty: "likely",
    message: `${missing.package} loads ${library.name}, and nothing brings it into this image: install ${name}: ${words}`,
    containers: [container],
    related: copy ? [{ at: by, message: `${missing.package} is installed here` }] : [],
    fixes: installFix(missing, container),
  };
}

/** The first thing in the final stage, while it is still root's. */
function installFix({ library, family }: MissingLibrary, { image, base }: Container): Fix[] {
  if (!image || base?.user !== "") return [];
  const name = library.packages[family];
  const command =
    family === "apk"
      ? `RUN apk add --no-cache ${name}`
      : `RUN apt-get update && apt-get install -y --no-install-recommends ${name} && rm -rf /var/lib/apt/lists/*`;
  return [insert(image.dockerfile.file, image.stage.from.end, `\n${command}`, `Install ${name}`)];
}
