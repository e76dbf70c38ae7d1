import type { Span } from "../base/text.ts";
import type { Service } from "../compose/model.ts";
import { containerOf } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const said =
  /Cannot fork|can't start new thread|[Rr]esource temporarily unavailable|[Tt]oo many open files|EMFILE|fork: retry|pthread_create failed/;

export const limitTooLow = defineCause({
  id: "limit-too-low",
  title: "A limit on processes or files stopped it",
  severity: "error",

  *confirm(evidence, project) {
    const quote = refusal(evidence, /too many open files/i) ?? complaint(evidence, said);
    if (!quote) return;
    const files = /open files|EMFILE/i.test(quote.text);
    const at = limitOf(containerOf(evidence, project)?.service, files ? "nofile" : "nproc");
    yield {
      ...(at && { at }),
      certainty: "certain",
      message: files
        ? "the limit on open files (ulimit nofile) is too low for it"
        : "the limit on processes (pids_limit, ulimit nproc) is too low for it",
      quotes: [quote],
    };
  },
});

/** Where the service says it; of processes there are two ways. */
function limitOf(service: Service | undefined, name: "nofile" | "nproc"): Span | undefined {
  const { ulimits = [], settings } = service?.options ?? {};
  const limit = ulimits.find((one) => one.name.text === name);
  const value = limit?.hard ?? limit?.soft;
  if (limit && value?.file === limit.name.file) return { ...limit.name, end: value.end };
  return name === "nproc"
    ? (settings?.get("pids_limit") ?? settings?.get("deploy.resources.limits.pids"))
    : undefined;
}
