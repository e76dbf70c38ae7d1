import { isWithin } from "../base/path.ts";
import { broken } from "../launch/chain.ts";
import { describeBreak } from "../launch/describe.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import { isEmptyAtStart } from "../project/mounts.ts";
import { defineCause } from "./cause.ts";
import { proof, withoutMount } from "./proof.ts";
import { startQuotes, stepQuote } from "./quotes.ts";

export const staleVolume = defineCause({
  id: "stale-volume",
  title: "An older volume lies over newer files of the image",
  severity: "error",

  *confirm(evidence, project) {
    const { image, container } = recordedChains(evidence);
    const end = container && broken(container);
    const program = image?.steps[0];
    if (image?.outcome !== "ok" || !end || !program) return;
    // A volume of another kind may show its files only while it is mounted: the start itself must miss them.
    const { error = "" } = evidence.container ?? {};
    if (error !== "" && !/no such file|not found/.test(error)) return;
    const volume = (evidence.container?.mounts ?? [])
      .filter(({ type, anonymous }) => type === "volume" && !anonymous)
      .find(({ destination }) => isWithin(program.absolute, destination));
    if (!volume) return;
    // One in memory is new at each start: see mount-hides-program.
    const { mounts, composeFile } = containerOf(evidence, project) ?? {};
    const own = mounts?.find(({ target }) => target === volume.destination);
    if (own && composeFile && isEmptyAtStart(own.mount, composeFile)) return;
    yield {
      certainty: "certain",
      message: `the volume ${volume.source ?? ""} was filled when it was made, and since then lies over ${volume.destination}: the image holds ${program.absolute}, the volume does not (${end.asked} ${describeBreak(end)}); remove the volume, or keep programs out of it`,
      quotes: [
        ...startQuotes(evidence),
        stepQuote("image", program),
        stepQuote("container", end),
        ...proof(evidence, ...withoutMount(volume.destination)),
      ],
    };
  },
});
