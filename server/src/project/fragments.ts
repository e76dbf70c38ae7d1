import { dirname, isWithin } from "../base/path.ts";
import type { ComposeFile } from "../compose/model.ts";
import { isMainName } from "./compose-files.ts";
import { needsOf } from "./dependencies.ts";
import { type ResourceKind, resourcesDefined, resourcesNamed } from "./named-resources.ts";

/**
 * Compose files that nobody starts by themselves: compose refuses each of them alone, and their names or
 * their neighbours show that it is meant: each of several lacks the same, or one beside it or further up
 * has it. They are joined with a file that is not known, and relative paths start from there.
 */
export function fragmentsOf(composeFiles: readonly ComposeFile[]): ReadonlySet<ComposeFile> {
  const definedIn = (name: string, file: string) =>
    composeFiles.some((other) => mayGoBefore(other.file, file) && defined(other).includes(name));
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
      const above = [...names, ...servicesLackedBy(composeFile)].some((name) =>
        definedIn(name, composeFile.file),
      );
      return shared || above || changesOthers(composeFile) ? [composeFile] : [];
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

/** Services that it waits for and does not have. */
function servicesLackedBy({ partial, services }: ComposeFile): string[] {
  if (partial) return [];
  return services.flatMap((service) =>
    needsOf(service).flatMap(({ service: { text, unknown } }) =>
      unknown || services.some(({ name }) => name.text === text) ? [] : [`service ${text}`],
    ),
  );
}

const kinds: readonly ResourceKind[] = ["network", "volume", "config", "secret"];

/** What a file has for others that are laid over it. */
function defined(composeFile: ComposeFile): string[] {
  const { services } = composeFile;
  return [
    ...services.map(({ name }) => `service ${name.text}`),
    ...kinds.flatMap((kind) =>
      resourcesDefined(composeFile, kind).map((name) => `${kind} ${name}`),
    ),
  ];
}

/** The one is what compose finds in a folder further up; or it lies beside the other, which compose does not find. */
function mayGoBefore(one: string, other: string): boolean {
  if (dirname(one) === dirname(other)) return one !== other && !isMainName(other);
  return isMainName(one) && isWithin(other, dirname(one));
}

/** Of another name than compose looks for, with services whose image or build stands in another file. */
function changesOthers({ file, partial, services }: ComposeFile): boolean {
  return (
    !partial &&
    !isMainName(file) &&
    services.some((service) => !service.image && !service.build && !service.partial)
  );
}
