import { defineCause } from "./cause.ts";
import { complaint } from "./words.ts";

// sh: ${X:?}; Python: KeyError of os.environ; the usual words of programs.
const said =
  /\b([A-Z][A-Z0-9_]{2,}): (?:parameter (?:null or )?not set|must be set|unbound variable|is not set|required)|KeyError: '([A-Z][A-Z0-9_]{2,})'|(?:environment variable|env var)[^A-Z]*\b([A-Z][A-Z0-9_]{2,})\b.*(?:not set|missing|required|undefined)|\b([A-Z][A-Z0-9_]{2,})\b (?:environment variable )?(?:is not set|is required|must be set|not specified|is missing)/;

export const variableUnset = defineCause({
  id: "variable-unset",
  title: "An environment variable that it needs is not set",
  severity: "error",

  *confirm(evidence) {
    const quote = complaint(evidence, said);
    const name = said
      .exec(quote?.text ?? "")
      ?.slice(1)
      .find(Boolean);
    if (!quote || !name || evidence.container?.environment.includes(name)) return;
    yield {
      certainty: "certain",
      message: `the program asks for ${name}, and the container has no such variable: set it in environment or env_file`,
      quotes: [quote],
    };
  },
});
