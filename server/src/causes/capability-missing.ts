import { defineCause } from "./cause.ts";
import { complaint } from "./words.ts";

const said = /Operation not permitted|EPERM/i;

export const capabilityMissing = defineCause({
  id: "capability-missing",
  title: "It lacks a capability, or a security option forbids the call",
  severity: "error",

  *confirm(evidence) {
    const quote = complaint(evidence, said);
    if (!quote) return;
    const exec = /^exec /.test(quote.text);
    yield {
      certainty: exec ? "certain" : "likely",
      message: exec
        ? "Linux refused to execute the program: a capability of the file is not allowed here, or a security profile forbids it"
        : "the program was refused a call that needs a capability, or that a security option forbids",
      quotes: [quote],
    };
  },
});
