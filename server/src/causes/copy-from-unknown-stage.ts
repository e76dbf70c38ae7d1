import { nearest } from "../base/nearest.ts";
import type { Copy, Dockerfile, Stage } from "../dockerfile/model.ts";
import type { Image } from "../image/image.ts";
import { ancestry } from "../project/ancestry.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";

export const copyFromUnknownStage = defineCause({
  id: "copy-from-unknown-stage",
  title: "COPY --from names no stage above it",
  severity: "error",

  *predict({ dockerfiles, composeFiles, containers }) {
    const contexts = new Set(
      composeFiles.flatMap(({ services }) =>
        services.flatMap(({ build }) => [...(build?.contexts.keys() ?? [])]),
      ),
    );
    for (const dockerfile of dockerfiles) {
      for (const stage of dockerfile.stages) {
        const built = containers.filter(
          ({ image }) => image && isBuiltOn(image, stage, dockerfile),
        );
        for (const instruction of stage.instructions) {
          if (instruction.kind !== "COPY") continue;
          const from = instruction.flags.find(({ name }) => name === "from")?.value;
          if (from && contexts.has(from.text)) continue;
          const prediction = predictionFor(dockerfile, stage, instruction);
          if (prediction) yield { ...prediction, containers: built };
        }
      }
    }
  },
});

function isBuiltOn(image: Image, stage: Stage, dockerfile: Dockerfile): boolean {
  return (
    image.dockerfile === dockerfile && ancestry(image.stage, dockerfile.stages).includes(stage)
  );
}

function predictionFor(dockerfile: Dockerfile, stage: Stage, copy: Copy): Prediction | undefined {
  const flag = copy.flags.find(({ name }) => name === "from");
  if (!flag) return undefined;
  const above = namesOf(dockerfile.stages.slice(0, stage.index));
  if (!flag.value) return withBlank(copy, flag, above);

  const from = flag.value;
  const name = from.text.toLowerCase();
  // A tag, a registry or a variable: an image, or nobody knows.
  if (!/^[a-z_][\w.-]*$/i.test(from.text) || above.includes(name)) return undefined;
  const own = stage.name?.text.toLowerCase() === name;
  const below = namesOf(dockerfile.stages.slice(stage.index + 1)).includes(name);
  if (own || below) {
    return {
      at: from,
      certainty: own ? "certain" : "likely",
      message: own
        ? `stage "${from.text}" copies from itself: it can only copy from a stage above it`
        : `stage "${from.text}" stands below this one: a stage can only copy from those above it`,
    };
  }
  // Docker takes an unknown name for an image and pulls it: only a near miss is surely a typo.
  const meant = from.text.length > 2 ? nearest(name, above) : undefined;
  if (!meant || images.has(name)) return undefined;
  return {
    at: from,
    certainty: "likely",
    message: `no stage above is named "${from.text}"; did you mean "${meant}"? Docker takes it for an image and tries to pull it`,
    fixes: [replace(from, meant, `Copy from "${meant}"`)],
  };
}

/** `--from builder /a /b`: the flag has no value, and "builder" becomes a source. */
function withBlank(
  copy: Copy,
  flag: Copy["flags"][number],
  above: readonly string[],
): Prediction | undefined {
  const [first] = copy.sources;
  if (!first || !above.includes(first.text.toLowerCase())) return undefined;
  const span = { file: flag.file, start: flag.end, end: first.start };
  return {
    at: { file: flag.file, start: flag.start, end: first.end },
    certainty: "certain",
    message: `--from and "${first.text}" are two words here, so "${first.text}" is a file to copy and --from names nothing: write --from=${first.text}`,
    fixes: [{ title: `Write --from=${first.text}`, edits: [{ span, newText: "=" }] }],
  };
}

/** Images of one short word that people copy from. */
const images = new Set([
  "nginx",
  "busybox",
  "alpine",
  "debian",
  "ubuntu",
  "node",
  "python",
  "golang",
  "rust",
  "composer",
  "redis",
  "postgres",
  "php",
  "ruby",
  "maven",
  "gradle",
  "caddy",
  "httpd",
]);

function namesOf(stages: readonly Stage[]): string[] {
  return stages.flatMap(({ name }) => (name ? [name.text.toLowerCase()] : []));
}
