import { defineCause } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const onHost =
  /(?:Bind for|listen tcp\d?) (\S+?)(?: failed)?: (?:port is already allocated|bind: address already in use)|port is already allocated|address already in use/;
const inside = /EADDRINUSE|[Aa]ddress already in use/;

export const portTaken = defineCause({
  id: "port-taken",
  title: "The port is already in use",
  severity: "error",

  *confirm(evidence) {
    const refused = refusal(evidence, onHost);
    const complained = refused ? undefined : complaint(evidence, inside);
    const quote = refused ?? complained;
    if (!quote) return;
    const place = onHost.exec(quote.text)?.[1];
    yield {
      certainty: "certain",
      message: refused
        ? `the port ${place ?? "that it publishes"} is in use on the host: stop what listens there, or publish another`
        : "the program wants a port that something in the same network namespace already listens on",
      quotes: [quote],
    };
  },
});
