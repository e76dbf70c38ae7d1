import { dirname, isAbsolute, isWithin, join, resolve, within } from "../base/path.ts";
import type { Build, ComposeFile, Service, Value } from "../compose/model.ts";
import type { BuildContext } from "../context/context.ts";
import { type Ignore, ignoreFileNames, parseIgnore } from "../context/ignore.ts";
import { type Entry, entryAt, holdsAnythingToCopy, type Listing } from "../context/listing.ts";
import type { Dockerfile } from "../dockerfile/model.ts";
import { evaluate } from "../image/evaluate.ts";
import type { Image } from "../image/image.ts";
import { stageNamed } from "../image/state.ts";
import type { ServiceOf } from "./compose-projects.ts";
import { hostEntry } from "./host-files.ts";
import type { Source, Sources } from "./sources.ts";

export interface Builds {
  readonly images: readonly Image[];
  /** What each service that builds gets. */
  readonly imageOf: ReadonlyMap<Service, Image>;
  /** The final stages that no service builds: somebody starts them by hand. */
  readonly finals: readonly Image[];
}

/** Computes each Dockerfile once for every context and set of arguments it is built with. */
export function imagesFor(
  dockerfiles: readonly Dockerfile[],
  services: readonly ServiceOf[],
  sources: Sources,
): Builds {
  const done = new Map<string, readonly Image[]>();
  const imageOf = new Map<Service, Image>();

  for (const { service, composeFile } of services) {
    if (!service.build || service.build.inline) continue;
    const place = buildPlace(service.build, composeFile);
    const dockerfile = dockerfiles.find(({ file }) => file === place?.dockerfile);
    if (!place || !dockerfile) continue;
    const images = built(dockerfile, place.root, service.build.args);
    const { target } = service.build;
    const image = target ? !target.unknown && stageNamed(images, target.text) : images.at(-1);
    if (image) imageOf.set(service, image);
  }
  const used = new Set([...imageOf.values()].map(({ stage }) => stage));
  const finals = dockerfiles.flatMap((dockerfile) => {
    const last = dockerfile.stages.at(-1);
    if (!last || used.has(last)) return [];
    const known = [...done.values()].find(([first]) => first?.dockerfile === dockerfile);
    return (known ?? builtByHand(dockerfile)).slice(-1);
  });
  return { images: [...done.values()].flat(), imageOf, finals };

  function builtByHand(dockerfile: Dockerfile): readonly Image[] {
    const root = guessRoot(dockerfile, sources.listings);
    const context = contextAt(root, dockerfile.file, sources);
    // Somebody keeps the Dockerfile here; what it copies comes from elsewhere.
    const bare = context.listing && !holdsAnythingToCopy(context.listing);
    return built(dockerfile, root, new Map(), bare ? { ...context, listing: undefined } : context);
  }

  function built(
    dockerfile: Dockerfile,
    root: string,
    args: ReadonlyMap<string, Value | undefined>,
    context = contextAt(root, dockerfile.file, sources),
  ): readonly Image[] {
    const values = new Map(
      [...args].map(([name, value]) => [name, value?.unknown ? undefined : value?.text]),
    );
    const key = [dockerfile.file, root, ...[...values].map(([k, v]) => `${k}=${v}`)].join("\n");
    const images = done.get(key) ?? evaluated(dockerfile, context, values, key);
    done.set(key, images);
    return images;
  }
}

const evaluations = new WeakMap<
  Dockerfile,
  Map<string, { context: BuildContext; images: readonly Image[] }>
>();

/** The same Dockerfile in the same context gives the same images: computing them is most of the work. */
function evaluated(
  dockerfile: Dockerfile,
  context: BuildContext,
  args: ReadonlyMap<string, string | undefined>,
  key: string,
): readonly Image[] {
  const known = evaluations.get(dockerfile) ?? new Map();
  evaluations.set(dockerfile, known);
  const last = known.get(key);
  if (last && last.context.listing === context.listing && last.context.ignore === context.ignore) {
    return last.images;
  }
  const images = evaluate(dockerfile, context, args);
  known.set(key, { context, images });
  return images;
}

/** The files below `root`, as the builder gets to see them. */
export function contextAt(root: string, dockerfile: string, sources: Sources): BuildContext {
  const ignore = ignoreFileNames(root, dockerfile)
    .map((name) => sources.others.get(name))
    .find(Boolean);
  return {
    listing: sublisting(root, sources.listings),
    ignore: ignore && parsedIgnore(ignore),
  };
}

const ignoreOf = new WeakMap<Source, Ignore>();

function parsedIgnore(source: Source): Ignore {
  const known = ignoreOf.get(source) ?? parseIgnore(source.file, source.text);
  ignoreOf.set(source, known);
  return known;
}

const sublistings = new WeakMap<Listing, Map<string, Listing>>();

/** What a listing says about a folder in it, as a listing of that folder. */
function sublisting(root: string, listings: readonly Listing[]): Listing | undefined {
  const listing = listings.find((other) => isWithin(root, other.root));
  if (!listing) return undefined;
  const inside = within(root, listing.root) ?? "";
  if (inside === "") return listing;
  const entry = entryAt(listing, inside);
  if (typeof entry === "string" || entry.kind !== "directory" || !entry.listed) return undefined;
  const known = sublistings.get(listing) ?? new Map<string, Listing>();
  sublistings.set(listing, known);
  const own = known.get(root) ?? { root, entries: entriesBelow(listing, inside) };
  known.set(root, own);
  return own;
}

/** What a listing says below one of its folders; as much work as there is below it. */
function entriesBelow(listing: Listing, folder: string): Map<string, Entry> {
  const index = indexes.get(listing) ?? indexOf(listing);
  indexes.set(listing, index);
  const below = new Map<string, Entry>();
  const ahead = [folder];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    for (const path of index.get(next) ?? []) {
      const entry = listing.entries.get(path);
      if (!entry) continue;
      below.set(path.slice(folder.length + 1), entry);
      if (entry.kind === "directory") ahead.push(path);
    }
  }
  return below;
}

const indexes = new WeakMap<Listing, ReadonlyMap<string, readonly string[]>>();

/** The paths directly below each folder. */
function indexOf({ entries }: Listing): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const path of entries.keys()) {
    const folder = dirname(path) === "." ? "" : dirname(path);
    const siblings = index.get(folder);
    if (siblings) siblings.push(path);
    else index.set(folder, [path]);
  }
  return index;
}

/** Where a build starts: its context, and its Dockerfile; undefined for a remote or unknown one. */
export function buildPlace(
  { context, dockerfile }: Build,
  composeFile: ComposeFile,
): { root: string; dockerfile: string } | undefined {
  if (context?.unknown || dockerfile?.unknown) return undefined;
  const text = context?.text ?? ".";
  if (/^(https?|git|ssh):|^git@|\.git(#|$)/.test(text)) return undefined;
  const root = resolve(context?.folder ?? composeFile.folder, text);
  const name = dockerfile?.text ?? "Dockerfile";
  return { root, dockerfile: isAbsolute(name) ? name : resolve(root, name) };
}

/**
 * A Dockerfile that no service builds is usually built from its own folder, but `-f docker/app.Dockerfile .`
 * is common too: the nearest folder wins in which most of what it copies exists.
 */
function guessRoot(dockerfile: Dockerfile, listings: readonly Listing[]): string {
  const own = dirname(dockerfile.file);
  const top = listings.find(({ root }) => isWithin(own, root))?.root ?? own;
  const sources = dockerfile.stages.flatMap(({ instructions }) =>
    instructions.flatMap((instruction) =>
      (instruction.kind === "COPY" || instruction.kind === "ADD") &&
      !instruction.flags.some(({ name }) => name === "from")
        ? instruction.sources.map(({ text }) => text).filter((text) => !/[*?[$:]/.test(text))
        : [],
    ),
  );
  let best = own;
  let most = -1;
  for (let folder = own; ; folder = dirname(folder)) {
    const found = sources.filter((text) => {
      const path = resolve("/", text).slice(1);
      return path !== "" && typeof hostEntry(listings, join(folder, path)) !== "string";
    });
    // One plain name that happens to lie further up is no sign of a build from there.
    const sign = folder === own || found.length > 1 || found.some((text) => /[^./]\//.test(text));
    if (sign && found.length > most) {
      best = folder;
      most = found.length;
    }
    if (folder === top || folder === dirname(folder)) return best;
  }
}
