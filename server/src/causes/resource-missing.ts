import { defineCause } from "./cause.ts";
import { refusal } from "./words.ts";

const said =
  /network (\S+) not found|cannot join network (?:namespace )?of a non running container|No such container: (\S+)|could not get container for (\S+)|error gathering device information while adding custom device "([^"]+)"|external (?:network|volume) (\S+) not found/;

export const resourceMissing = defineCause({
  id: "resource-missing",
  title: "A network, container or device that it names does not exist",
  severity: "error",

  *confirm(evidence) {
    const quote = refusal(evidence, said);
    if (!quote) return;
    const name = said.exec(quote.text)?.slice(1).find(Boolean);
    yield {
      certainty: "certain",
      message: name
        ? `"${evidence.target.name}" names ${name}, which does not exist: it was removed or never made`
        : `"${evidence.target.name}" shares the network of a container that does not run`,
      quotes: [quote],
    };
  },
});
