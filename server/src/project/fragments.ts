import { dirname } from "../base/path.ts";
import type { ComposeFile } from "../compose/model.ts";
import { isMainName } from "./compose-files.ts";
import { resourcesDefined, resourcesNamed } from "./named-resources.ts";

/**
 * Compose files that nobody starts by themselves: compose refuses each of them alone, and their names or
 * their neighbours show that it is meant. They are joined with a file that is not known, and relative paths
 * start from there.
 */
export function fragmentsOf(composeFiles: readonly ComposeFile[]): ReadonlySet<ComposeFile> {
  const foldersOf = new Map<string, Set<string>>();
  const lacks = composeFiles.map((composeFile) => {
    const names = lackedBy(composeFile);
    for (const name of names) {
      const folders = foldersOf.get(name) ?? new Set();
      foldersOf.set(name, folders.add(dirname(composeFile.file)));
    }
    return { composeFile, names };
  });
  return new Set(
    lacks.flatMap(({ composeFile, names }) => {
      // Nobody gets the same name wrong in several places.
      const shared = names.some((name) => (foldersOf.get(name)?.size ?? 0) > 1);
      return shared || changesOthers(composeFile) ? [composeFile] : [];
    }),
  );
}

/** Networks, volumes, configs and secrets that it names and does not define. */
function lackedBy(composeFile: ComposeFile): string[] {
  if (composeFile.partial) return [];
  return composeFile.services.flatMap((service) =>
    resourcesNamed(service).flatMap(({ kind, name }) => {
      const defined = name.unknown || resourcesDefined(composeFile, kind).includes(name.text);
      return defined ? [] : [`${kind} ${name.text}`];
    }),
  );
}

/** Of another name than compose looks for, with services whose image or build stands in another file. */
function changesOthers({ file, partial, services }: ComposeFile): boolean {
  return (
    !partial &&
    !isMainName(file) &&
    services.some((service) => !service.image && !service.build && !service.partial)
  );
}
