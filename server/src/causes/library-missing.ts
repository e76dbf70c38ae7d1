import { startPlace } from "../project/match.ts";
import { defineCause } from "./cause.ts";
import { complaint } from "./words.ts";

// glibc's ld.so; musl's.
const said =
  /error while loading shared libraries: ([^:\s]+)|Error loading shared library ([^:\s]+)|cannot open shared object file/;

export const libraryMissing = defineCause({
  id: "library-missing",
  title: "A shared library is missing",
  severity: "error",

  *confirm(evidence, project) {
    const quote = complaint(evidence, said);
    if (!quote) return;
    const name = said.exec(quote.text)?.slice(1).find(Boolean);
    yield {
      ...startPlace(evidence, project),
      certainty: "certain",
      message: `the program is there, but ${name ?? "a shared library"} that it was linked against is not in this image: install the package that brings it in the final stage`,
      quotes: [quote],
    };
  },
});
