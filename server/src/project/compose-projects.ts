import { basename, dirname } from "../base/path.ts";
import { parseEnvironmentFile, variablesOf } from "../compose/environment-file.ts";
import { mergeService } from "../compose/merge.ts";
import type { ComposeFile, Service } from "../compose/model.ts";
import { parseCompose } from "../compose/parse.ts";
import type { Source, Sources } from "./sources.ts";

export interface ServiceOf {
  readonly service: Service;
  /** The file that relative paths start from. */
  readonly composeFile: ComposeFile;
}

/** Compose files with their .env, each main file with its override file laid over. */
export function composeProjects(sources: Sources): {
  readonly composeFiles: readonly ComposeFile[];
  readonly services: readonly ServiceOf[];
} {
  const composeFiles = sources.composeFiles.map((source) => parsedCompose(source, sources));
  const together = listed(composeFiles, sources);
  const inLists = new Set(together.flat());
  const services = composeFiles
    .filter((composeFile) => !inLists.has(composeFile))
    .flatMap((composeFile) => servicesOf(composeFile, composeFiles, sources));
  return { composeFiles, services: [...services, ...together.flatMap(servicesOfList)] };
}

/** The files that the user says are started together, where all of them are there. */
function listed(
  composeFiles: readonly ComposeFile[],
  { composeLists = [] }: Sources,
): readonly (readonly ComposeFile[])[] {
  return composeLists.flatMap((list) => {
    const files = list.flatMap((path) => composeFiles.find(({ file }) => file === path) ?? []);
    return files.length === list.length && files.length > 0 ? [files] : [];
  });
}

/** Each file is laid over those before it; relative paths start from the first. */
function servicesOfList([first, ...more]: readonly ComposeFile[]): readonly ServiceOf[] {
  if (!first) return [];
  const services = more.reduce(
    (before, { services }) => [
      ...before.map((service) => {
        const over = services.find(({ name }) => name.text === service.name.text);
        return over ? merged(service, over) : service;
      }),
      ...services.filter(({ name }) => !before.some((one) => one.name.text === name.text)),
    ],
    first.services,
  );
  return services.map((service) => ({ service, composeFile: first }));
}

function servicesOf(
  composeFile: ComposeFile,
  composeFiles: readonly ComposeFile[],
  sources: Sources,
): readonly ServiceOf[] {
  if (overrideName.test(basename(composeFile.file))) return [];
  const over = composeFiles.find((other) => isOverrideOf(other.file, composeFile.file));
  const main = isPart(composeFile.file, sources) ? mainOf(composeFile, composeFiles) : undefined;
  return composeFile.services.flatMap((service) => {
    // Laid over the main file with -f, which says the rest of it: by itself nobody starts it.
    if (main?.services.some(({ name }) => name.text === service.name.text)) return [];
    const more = over?.services.find(({ name }) => name.text === service.name.text);
    return [{ service: more ? merged(service, more) : service, composeFile }];
  });
}

const overrideName = /^(docker-)?compose\.override\.ya?ml$/;

/** Compose takes `compose.override.yaml` beside `compose.yaml` by itself; other files it must be told. */
function isOverrideOf(file: string, main: string): boolean {
  return (
    dirname(file) === dirname(main) &&
    overrideName.test(basename(file)) &&
    /^(docker-)?compose\.ya?ml$/.test(basename(main))
  );
}

/** `compose.prod.yaml` beside `compose.yaml` is laid over it with -f: by itself it is not all. */
export function isPart(file: string, { composeFiles, composeLists = [] }: Sources): boolean {
  if (composeLists.some((list) => list.indexOf(file) > 0)) return true;
  if (mainName.test(basename(file))) return false;
  return composeFiles.some(
    (other) => dirname(other.file) === dirname(file) && mainName.test(basename(other.file)),
  );
}

/** A main file that an override file is laid over. */
export function isOverridden(file: string, { composeFiles, composeLists = [] }: Sources): boolean {
  if (composeLists.some((list) => list.length > 1 && list[0] === file)) return true;
  return composeFiles.some((other) => isOverrideOf(other.file, file));
}

function mainOf({ file }: ComposeFile, all: readonly ComposeFile[]): ComposeFile | undefined {
  return all.find(
    (other) => dirname(other.file) === dirname(file) && mainName.test(basename(other.file)),
  );
}

const mainName = /^(docker-)?compose\.ya?ml$/;

const merges = new WeakMap<Service, WeakMap<Service, Service>>();

/** The same merge of the same services is the same object: what hangs on it need not be made anew. */
function merged(base: Service, over: Service): Service {
  const known = merges.get(base) ?? new WeakMap<Service, Service>();
  merges.set(base, known);
  const service = known.get(over) ?? mergeService(base, over);
  known.set(over, service);
  return service;
}

const composeOf = new WeakMap<Source, { env: Source | undefined; model: ComposeFile }>();

function parsedCompose(source: Source, { others }: Sources): ComposeFile {
  const env = others.get(`${dirname(source.file)}/.env`);
  const known = composeOf.get(source);
  if (known && known.env === env) return known.model;
  const variables = variablesOf(parseEnvironmentFile(env?.text ?? ""));
  const model = parseCompose(source.file, source.text, variables);
  composeOf.set(source, { env, model });
  return model;
}
