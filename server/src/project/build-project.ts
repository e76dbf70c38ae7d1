import { dirname, isWithin, resolve } from "../base/path.ts";
import type { ComposeFile, Mount, Service } from "../compose/model.ts";
import type { Listing } from "../context/listing.ts";
import type { Dockerfile } from "../dockerfile/model.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { type BaseImage, baseImage } from "../image/base-images.ts";
import { configOf, type ImageConfig } from "../image/config.ts";
import type { Filesystem, Ground } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import { type Builds, imagesFor } from "./builds.ts";
import { composeProjects, type ServiceOf } from "./compose-projects.ts";
import { containerMounts, mounted, perhapsMounted } from "./mounts.ts";
import type { Container, Project } from "./project.ts";
import { serviceMounts } from "./service-mounts.ts";
import type { Source, Sources } from "./sources.ts";
import { commandsOf } from "./start-command.ts";

/** Texts and listings become one value that holds everything a cause may ask. Never fails. */
export function buildProject(sources: Sources): Project {
  const dockerfiles = sources.dockerfiles.map(parsedDockerfile);
  const { composeFiles, mentioned, services, parts, fragments, wanted } = composeProjects(sources);
  const builds = imagesFor(dockerfiles, services, sources);
  return {
    dockerfiles,
    composeFiles,
    composeSources: [...new Set([...sources.composeFiles, ...mentioned])],
    images: builds.images,
    containers: [
      ...services
        .filter(({ composeFile }) => !fragments.has(composeFile))
        .flatMap((service) => serviceContainer(service, builds, sources)),
      ...builds.finals.map((image) =>
        container(image, undefined, sources, mountsPerhaps(image, services)),
      ),
    ],
    services,
    listings: sources.listings,
    parts: (composeFile) => parts.has(composeFile),
    fragments: (composeFile) => fragments.has(composeFile),
    wanted,
  };
}

const dockerfileOf = new WeakMap<Source, Dockerfile>();

function parsedDockerfile(source: Source): Dockerfile {
  const known = dockerfileOf.get(source) ?? parseDockerfile(source.file, source.text);
  dockerfileOf.set(source, known);
  return known;
}

function serviceContainer(of: ServiceOf, { imageOf }: Builds, sources: Sources): Container[] {
  const { service, composeFile } = of;
  if (service.partial || composeFile.partial) return [];
  const image = imageOf.get(service);
  if (service.build ? !image : !service.image) return [];
  const mounts = serviceMounts(service, composeFile, (other) => {
    const known = other.build ? imageOf.get(other)?.config.volumes : baseOf(other)?.volumes;
    return other.partial ? undefined : known;
  });
  return mounts ? [container(image, { ...of, mounts }, sources)] : [];
}

/** Mounts of services in the folders around a Dockerfile whose image it may well give: nobody tells. */
function mountsPerhaps({ dockerfile }: Image, services: readonly ServiceOf[]): readonly Mount[] {
  return services.flatMap(({ service, composeFile }) => {
    const around = isWithin(dockerfile.file, dirname(composeFile.file));
    return around && service.image && !service.build && !baseOf(service) ? service.mounts : [];
  });
}

interface Mounting extends ServiceOf {
  readonly mounts: readonly Mount[];
}

interface Made {
  readonly image: Image | undefined;
  readonly composeFile: ComposeFile | undefined;
  readonly listings: readonly Listing[];
  readonly perhaps: readonly Mount[];
  readonly container: Container;
}

const made = new WeakMap<Service | Image, Made>();

/** One container: of a service, or of an image by itself. The same of the same is the same object. */
function container(
  image: Image | undefined,
  of: Mounting | undefined,
  sources: Sources,
  perhaps: readonly Mount[] = [],
): Container {
  const key = of?.service ?? image;
  const { listings } = sources;
  const known = key && made.get(key);
  const same =
    // What it takes over from others hangs on their images, too.
    !of?.service.volumesFrom.length &&
    known?.image === image &&
    known?.composeFile === of?.composeFile &&
    known?.listings.length === listings.length &&
    known.listings.every((listing, i) => listing === listings[i]) &&
    known.perhaps.length === perhaps.length &&
    known.perhaps.every((mount, i) => mount === perhaps[i]);
  if (known && same) return known.container;
  const fresh = makeContainer(image, of, sources, perhaps);
  if (key) {
    made.set(key, { image, composeFile: of?.composeFile, listings, perhaps, container: fresh });
  }
  return fresh;
}

function makeContainer(
  image: Image | undefined,
  of: Mounting | undefined,
  sources: Sources,
  perhaps: readonly Mount[],
): Container {
  const service = of?.service;
  const base = image?.base ?? (service && baseOf(service));
  const config = image?.config ?? configOf(base);
  const ground: Ground = base ? { kind: "base", base } : { kind: "unknown" };
  const imageFilesystem: Filesystem | Ground = image?.filesystem ?? ground;
  const environment = environmentOf(config.env, service);
  const mounts = of ? containerMounts(of.mounts) : [];
  return {
    name: service?.name.text ?? image?.dockerfile.file ?? "",
    service,
    composeFile: of?.composeFile,
    image,
    base,
    config,
    ...commandsOf(config, service),
    workdir: workdirOf(service, config),
    path: environment.get("PATH")?.split(":").filter(Boolean),
    environment,
    mounts,
    imageFilesystem,
    filesystem: of
      ? mounted(imageFilesystem, of.mounts, config.volumes, of.composeFile, sources.listings)
      : perhapsMounted(imageFilesystem, perhaps),
  };
}

/** What is known of the image that a service is started from as it is. */
function baseOf({ image }: Service): BaseImage | undefined {
  return image && !image.unknown ? baseImage(image.text) : undefined;
}

/** A relative one is refused by Docker: nothing can be said of what would be found from there. */
function workdirOf(service: Service | undefined, config: ImageConfig): string | undefined {
  const value = service?.workingDir;
  if (!value) return config.workdir;
  return value.unknown || !value.text.startsWith("/") ? undefined : resolve("/", value.text);
}

function environmentOf(
  image: ReadonlyMap<string, string | undefined>,
  service: Service | undefined,
): ReadonlyMap<string, string | undefined> {
  const values = new Map(image);
  for (const [name, value] of service?.environment ?? []) {
    values.set(name, value?.unknown ? undefined : value?.text);
  }
  return values;
}
