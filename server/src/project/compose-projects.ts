import { basename, dirname, join } from "../base/path.ts";
import { environmentOf, type Text } from "../compose/environment-file.ts";
import type { Variables } from "../compose/interpolate.ts";
import type { ComposeFile, Service } from "../compose/model.ts";
import { parseCompose } from "../compose/parse.ts";
import { normalProjectName } from "../compose/project-name.ts";
import { filesTogether, mainBeside, type Together } from "./compose-files.ts";
import { fragmentsOf } from "./fragments.ts";
import { hostEntry } from "./host-files.ts";
import type { Source, Sources } from "./sources.ts";

export interface ServiceOf {
  readonly service: Service;
  readonly composeFile: ComposeFile;
}

export interface ComposeProjects {
  /** By their main files: what is laid over another, or included by it, is a part of that. */
  readonly composeFiles: readonly ComposeFile[];
  /** What somebody starts. */
  readonly services: readonly ServiceOf[];
  /** Those that are likely laid over another, though nobody says so. */
  readonly parts: ReadonlySet<ComposeFile>;
  /** Those of which nobody knows what they are joined with. */
  readonly fragments: ReadonlySet<ComposeFile>;
  /** Other files that they name: extended, included, environments. */
  readonly mentioned: readonly Text[];
  /** Those whose text was not at hand. */
  readonly wanted: readonly string[];
}

/** Every compose file with those that belong to it. */
export function composeProjects(sources: Sources): ComposeProjects {
  const wanted = new Set<string>();
  const mentioned = new Set<Text>();
  const read = readerOf(sources, wanted, mentioned);
  const models = filesTogether(sources).map((together) => ({
    together,
    model: modelOf(together, sources, read),
  }));
  const included = new Set(models.flatMap(({ model }) => model.included));
  const own = models.filter(({ together }) => !included.has(together.main.file));
  const fragments = fragmentsOf(own.map(({ model }) => model));
  const services = own.flatMap(({ together, model }) => servicesOf(together, model));
  return {
    composeFiles: own.map(({ model }) => model),
    services,
    parts: new Set([
      ...own.flatMap(({ together, model }) => (together.part ? [model] : [])),
      ...fragments,
    ]),
    fragments,
    mentioned: [...mentioned],
    wanted: [...wanted],
  };

  function servicesOf({ main, part }: Together, composeFile: ComposeFile): ServiceOf[] {
    const all = composeFile.services.map((service) => ({ service, composeFile }));
    if (!part) return all;
    const beside = mainBeside(main.file, sources);
    const model = models.find(({ together }) => together.main === beside)?.model;
    // Laid over the main file with -f, which says the rest of it: by itself nobody starts it.
    return model
      ? all.filter(
          ({ service: { name } }) => !model.services.some((o) => o.name.text === name.text),
        )
      : [];
  }
}

type Read = (file: string) => Text | "absent" | "unknown";

function readerOf(sources: Sources, wanted: Set<string>, mentioned: Set<Text>): Read {
  const texts = new Map<string, Text>(sources.others);
  for (const source of sources.composeFiles) texts.set(source.file, source);
  return (file) => {
    const text = texts.get(file);
    if (text) {
      mentioned.add(text);
      return text;
    }
    const entry = hostEntry(sources.listings, file);
    if (entry === "absent") return "absent";
    wanted.add(file);
    return "unknown";
  };
}

interface Made {
  readonly over: readonly Source[];
  readonly partial: boolean;
  readonly environment: ReadonlyMap<string, string> | undefined;
  /** What was read on the way, and what it was. */
  readonly reads: ReadonlyMap<string, ReturnType<Read>>;
  readonly model: ComposeFile;
}

const made = new WeakMap<Source, readonly Made[]>();

/** The same files give the same model: what hangs on it need not be made anew. */
function modelOf({ main, over, partial }: Together, sources: Sources, read: Read): ComposeFile {
  const known = made.get(main) ?? [];
  const { environment } = sources;
  const same = known.find(
    (one) =>
      one.partial === partial &&
      one.environment === environment &&
      one.over.length === over.length &&
      one.over.every((source, i) => source === over[i]) &&
      [...one.reads].every(([file, text]) => read(file) === text),
  );
  if (same) return same.model;
  const reads = new Map<string, ReturnType<Read>>();
  const recorded: Read = (file) => {
    const text = read(file);
    reads.set(file, text);
    return text;
  };
  const folder = dirname(main.file);
  const variables = variablesIn(folder, [main, ...over], environment, recorded);
  const loaded = parseCompose(main, over, { read: recorded, variables, folder });
  const model = partial ? { ...loaded, partial } : loaded;
  // A text has few companions at a time; those of before the last edit are of no use.
  made.set(main, [{ over, partial, environment, reads, model }, ...known].slice(0, 4));
  return model;
}

/** What the shell sets goes before the .env file; the name of the project is a variable, too. */
function variablesIn(
  folder: string,
  files: readonly Source[],
  shell: ReadonlyMap<string, string> = new Map(),
  read: Read,
): Variables {
  const beside = read(join(folder, ".env"));
  const file =
    typeof beside === "string"
      ? new Map<string, string>()
      : environmentOf(beside, (name) => shell.get(name));
  const given = (name: string) => shell.get(name) ?? file.get(name);
  return (name) => {
    const value = given(name);
    if (value !== undefined || name !== "COMPOSE_PROJECT_NAME") return value;
    const named = files.some(({ text }) => /^name\s*:/m.test(text));
    return named ? undefined : normalProjectName(basename(folder));
  };
}
