import type { Span, Word } from "../base/text.ts";
import type { ComposeFile, Mount, Service } from "../compose/model.ts";
import type { Listing } from "../context/listing.ts";
import type { Dockerfile } from "../dockerfile/model.ts";
import type { Filesystem, Ground } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import type { ServiceOf } from "./compose-projects.ts";

/** Everything that a cause may look at. A plain value: no handles, no I/O. */
export interface Project {
  readonly dockerfiles: readonly Dockerfile[];
  readonly composeFiles: readonly ComposeFile[];
  /** Every stage of every Dockerfile, once for each way in which it is built. */
  readonly images: readonly Image[];
  readonly containers: readonly Container[];
  /** Every service as compose starts it, override files laid over; also those that give no container here. */
  readonly services: readonly ServiceOf[];
  /** What the folders on the host hold. */
  readonly listings: readonly Listing[];
  /** The compose file is meant to be read together with others: what it lacks may stand there. */
  readonly parts: (composeFile: ComposeFile) => boolean;
}

/** What Docker will start: an image, after compose has had its say. */
export interface Container {
  /** As a person would call it: the service, or the Dockerfile. */
  readonly name: string;
  readonly service: Service | undefined;
  readonly composeFile: ComposeFile | undefined;
  /** The image that is built for it; undefined for one that comes from elsewhere. */
  readonly image: Image | undefined;
  /** The stages that its image is built from, itself included. */
  readonly start: StartCommand | undefined;
  /** Undefined where it is not known. */
  readonly workdir: string | undefined;
  /** The folders of PATH; undefined where they are not known. */
  readonly path: readonly string[] | undefined;
  /** Undefined values are set, but not known. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  readonly mounts: readonly ContainerMount[];
  /** The files of the image alone. */
  readonly imageFilesystem: Filesystem | Ground;
  /** The same with the mounts over it. */
  readonly filesystem: Filesystem | Ground;
}

/** The argv that Docker will execute, and where each word of it was written. */
export interface StartCommand {
  readonly words: readonly Word[];
  /** The instruction or the compose value that names the program. */
  readonly at: Span;
  /** The words of a command that a shell runs and that can be read without running it. */
  readonly inner?: readonly Word[];
}

export interface ContainerMount {
  readonly mount: Mount;
  /** Absolute, in the container. */
  readonly target: string;
  /** Absolute, on the host; of bind mounts whose source is known. */
  readonly hostPath: string | undefined;
}
