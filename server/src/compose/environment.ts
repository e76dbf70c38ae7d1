import { resolve } from "../base/path.ts";
import { environmentFile } from "./environment-file.ts";
import type { Loading } from "./load.ts";
import type { Assignments, EnvFile, Value } from "./model.ts";

/** What a service finds in its environment: that of its files, in their order, below its own. */
export function environmentOfService(
  own: Assignments,
  files: readonly EnvFile[],
  { read, variables }: Loading,
): { readonly environment: Assignments; readonly environmentComplete: boolean } {
  const environment = new Map<string, Value | undefined>();
  let environmentComplete = true;
  for (const { path, required } of files) {
    const text =
      path.unknown || path.text.startsWith("~") ? "unknown" : read(resolve(path.folder, path.text));
    if (typeof text === "string") {
      if (required || text === "unknown") environmentComplete = false;
      continue;
    }
    const lookup = (name: string) => known(environment.get(name)) ?? variables(name);
    for (const { name, value } of environmentFile(text, lookup)) {
      if (value) environment.set(name.text, value);
      else if (variables(name.text) !== undefined) {
        environment.set(name.text, { ...name, text: variables(name.text) ?? "" });
      }
    }
  }
  for (const [name, value] of own) environment.set(name, value);
  return { environment, environmentComplete };
}

function known(value: Value | undefined): string | undefined {
  return value?.unknown ? undefined : value?.text;
}
