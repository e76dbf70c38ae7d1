import { basename } from "../base/path.ts";
import type { Defect, Image } from "../image/image.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { defineCause, type Fix, type Prediction } from "./cause.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

type Overlaid = Defect & { kind: "overlaid" };

export const copyOverwritesDependencies = defineCause({
  id: "copy-overwrites-dependencies",
  title: "COPY lays the host's own dependencies over the image's",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      const started = containers.filter((container) => container.image === image);
      for (const defect of image.defects) {
        if (defect.kind === "overlaid") yield predictionOf(defect, image, started);
      }
    }
  },

  *confirm(evidence, project) {
    const { image: chain } = recordedChains(evidence);
    const end = chain && broken(chain);
    const program = chain?.steps[0];
    const container = containerOf(evidence, project);
    if (!end || !program || !container?.image) return;
    for (const defect of container.image.defects) {
      if (defect.kind !== "overlaid" || !program.absolute.startsWith(`${defect.path}/`)) continue;
      yield {
        ...predictionOf(defect, container.image, [container]),
        certainty: "certain",
        quotes: [...startQuotes(evidence), stepQuote("image", program), stepQuote("image", end)],
      };
    }
  },
});

function predictionOf(
  defect: Overlaid,
  image: Image,
  containers: readonly Container[],
): Prediction {
  const { source, folder, path, made, copy } = defect;
  const maker = made.source ?? made.by;
  const written = [...copy.sources, ...(copy.destination ? [copy.destination] : [])]
    .map(({ text }) => text)
    .join(" ");
  return {
    at: source,
    certainty: "likely",
    message: `${copy.kind} ${written} lays the host's own ${folder} over ${path}, which the image made itself: no ignore file names it, and what was installed on another machine does not start here`,
    containers,
    related: maker ? [{ at: maker.at, message: `${path} is made here` }] : [],
    fixes: [ignoreFix(folder, image)],
  };
}

/** One more line in the ignore file that counts for this build; a new file where there is none. */
function ignoreFix(folder: string, { context }: Image): Fix {
  const line = folder.includes("/") ? folder : basename(folder);
  const { ignore, listing } = context;
  if (!ignore) {
    const file = `${listing?.root ?? ""}/.dockerignore`;
    const edits = [{ span: { file, start: 0, end: 0 }, newText: `${line}\n` }];
    return { title: `Create .dockerignore with ${line}`, edits };
  }
  const end = ignore.text.length;
  const lead = ignore.text === "" || ignore.text.endsWith("\n") ? "" : "\n";
  const edits = [{ span: { file: ignore.file, start: end, end }, newText: `${lead}${line}\n` }];
  return { title: `Add ${line} to ${basename(ignore.file)}`, edits };
}
