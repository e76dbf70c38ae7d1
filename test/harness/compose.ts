import type { Variables } from "../../server/src/compose/interpolate.ts";
import type { ComposeFile } from "../../server/src/compose/model.ts";
import { parseCompose } from "../../server/src/compose/parse.ts";

/** The model of one compose file that has nothing beside it. */
export function composeOf(text: string, variables: Variables = () => undefined): ComposeFile {
  const read = () => "unknown" as const;
  return parseCompose({ file: "/compose.yaml", text }, [], { read, variables, folder: "/" });
}
