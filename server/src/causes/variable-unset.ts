import { isWithin } from "../base/path.ts";
import { hostEntry } from "../project/host-files.ts";
import type { Container, Project } from "../project/project.ts";
import { purposeOf } from "../project/purpose.ts";
import { requiredByImage } from "../project/required-by-image.ts";
import { requiredVariables } from "../project/required-variables.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { complaint } from "./words.ts";

// sh: ${X:?}; Python: KeyError of os.environ; the usual words of programs.
const said =
  /\b([A-Z][A-Z0-9_]{2,}): (?:parameter (?:null or )?not set|must be set|unbound variable|is not set|required)|KeyError: '([A-Z][A-Z0-9_]{2,})'|(?:environment variable|env var)[^A-Z]*\b([A-Z][A-Z0-9_]{2,})\b.*(?:not set|missing|required|undefined)|\b([A-Z][A-Z0-9_]{2,})\b (?:environment variable )?(?:is not set|is required|must be set|not specified|is missing)/;

export const variableUnset = defineCause({
  id: "variable-unset",
  title: "An environment variable that it needs is not set",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const { service, composeFile, base } = container;
      // An image by itself is given them at its start; so is one that is run by hand.
      if (!service?.environmentComplete || !composeFile || purposeOf(container) !== "service")
        continue;
      if (project.parts(composeFile)) continue;
      const prediction = ofImage(container, project);
      if (prediction) yield prediction;
      if (!base) continue;
      for (const { name, at, words } of requiredVariables(container)) {
        yield {
          at,
          certainty: "likely",
          message: `"${container.name}" is given no ${name}, which is asked for here: ${words}`,
          containers: [container],
          related: [{ at: service.name, message: `"${container.name}" is started without it` }],
        };
      }
    }
  },

  *confirm(evidence) {
    const quote = complaint(evidence, said);
    const name = said
      .exec(quote?.text ?? "")
      ?.slice(1)
      .find(Boolean);
    if (!quote || !name || evidence.container?.environment.includes(name)) return;
    yield {
      certainty: "certain",
      message: `the program asks for ${name}, and the container has no such variable: set it in environment or env_file`,
      quotes: [quote],
    };
  },
});

/** The entrypoint of a database makes none without a password. */
function ofImage(container: Container, { listings }: Project): Prediction | undefined {
  const { service, environment, mounts } = container;
  const required = requiredByImage(container);
  if (!required || !service?.image) return undefined;
  const { anyOf, words, data } = required;
  if (anyOf.some((name) => environment.has(name))) return undefined;
  const [name = ""] = anyOf;
  const keeping = data === undefined ? [] : mounts.filter(({ target }) => isWithin(target, data));
  // A folder that is already full needs no password any more.
  const full = keeping.some(({ hostPath, mount }) => {
    if (mount.type !== "bind" || hostPath === undefined) return false;
    const entry = hostEntry(listings, hostPath);
    return entry === "unknown" || (entry !== "absent" && entry.kind === "directory");
  });
  if (full) return undefined;
  return {
    at: service.image,
    certainty: keeping.length > 0 ? "likely" : "certain",
    message: `"${container.name}" is given no ${name}, and ${service.image.text} does not start without it: ${words}`,
    containers: [container],
  };
}
