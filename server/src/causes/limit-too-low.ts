import { defineCause } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const said =
  /Cannot fork|can't start new thread|[Rr]esource temporarily unavailable|[Tt]oo many open files|EMFILE|fork: retry|pthread_create failed/;

export const limitTooLow = defineCause({
  id: "limit-too-low",
  title: "A limit on processes or files stopped it",
  severity: "error",

  *confirm(evidence) {
    const quote = refusal(evidence, /too many open files/i) ?? complaint(evidence, said);
    if (!quote) return;
    const files = /open files|EMFILE/i.test(quote.text);
    yield {
      certainty: "certain",
      message: files
        ? "the limit on open files (ulimit nofile) is too low for it"
        : "the limit on processes (pids_limit, ulimit nproc) is too low for it",
      quotes: [quote],
    };
  },
});
