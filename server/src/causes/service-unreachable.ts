import { defineCause } from "./cause.ts";
import { complaint } from "./words.ts";

const said =
  /ECONNREFUSED|[Cc]onnection ?[Rr]efused|Name or service not known|Temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|could not translate host name|no such host|host not found in upstream|Cannot assign requested address/;
const name =
  /(?:host name|getaddrinfo \w+|upstream|lookup|host) "?([\w.-]+)"?|(127\.0\.0\.1|localhost|::1)/;

export const serviceUnreachable = defineCause({
  id: "service-unreachable",
  title: "It calls a name or an address where nothing answers",
  severity: "error",

  *confirm(evidence) {
    const quote = complaint(evidence, said);
    if (!quote) return;
    const [, host, local] = name.exec(quote.text) ?? [];
    const who = local
      ? `${local}, which inside a container is the container itself`
      : (host ?? "another service");
    yield {
      certainty: "likely",
      message: `the program gave up when it could not reach ${who}: it was not ready, has another name, or is in another network`,
      quotes: [quote],
    };
  },
});
