import type { Span, Word } from "../base/text.ts";
import type { ComposeFile, Mount, Service } from "../compose/model.ts";
import type { Listing } from "../context/listing.ts";
import type { Command, Dockerfile } from "../dockerfile/model.ts";
import type { BaseImage } from "../image/base-images.ts";
import type { ImageConfig, Setting } from "../image/config.ts";
import type { Filesystem, Ground } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import type { ServiceOf } from "./compose-projects.ts";
import type { Source } from "./sources.ts";

/** Everything that a cause may look at. A plain value: no handles, no I/O. */
export interface Project {
  readonly dockerfiles: readonly Dockerfile[];
  /** What is started together, by its main file. */
  readonly composeFiles: readonly ComposeFile[];
  /** Every compose file by itself, and the files of other names that they mention. */
  readonly composeSources: readonly Source[];
  /** Every stage of every Dockerfile, once for each way in which it is built. */
  readonly images: readonly Image[];
  readonly containers: readonly Container[];
  /** Every service as compose starts it, override files laid over; also those that give no container here. */
  readonly services: readonly ServiceOf[];
  /** What the folders on the host hold. */
  readonly listings: readonly Listing[];
  /** The compose file is meant to be read together with others: what it lacks may stand there. */
  readonly parts: (composeFile: ComposeFile) => boolean;
  /** It is such a part of what is not known: nobody can tell where its relative paths start. */
  readonly fragments: (composeFile: ComposeFile) => boolean;
  /** Files that compose files name and whose text was not at hand. */
  readonly wanted: readonly string[];
}

/** What Docker will start: an image, after compose has had its say. */
export interface Container {
  /** As a person would call it: the service, or the Dockerfile. */
  readonly name: string;
  readonly service: Service | undefined;
  readonly composeFile: ComposeFile | undefined;
  /** The image that is built for it; undefined for one that comes from elsewhere. */
  readonly image: Image | undefined;
  /** The image from elsewhere at the bottom, where its facts are known. */
  readonly base: BaseImage | undefined;
  /** What its image says, before compose has had its say. */
  readonly config: ImageConfig;
  /** As they are after that: see start-command.ts. */
  readonly entrypoint: Setting<Command>;
  readonly command: Setting<Command>;
  readonly argv: readonly Word[] | undefined;
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
  /** The shell of a shell form: the place of its own word, the script that it reads. */
  readonly shell?: {
    readonly at: number;
    readonly text: Word;
    /** argv of the script, where it is one simple command. */
    readonly words?: readonly Word[];
  };
}

export interface ContainerMount {
  readonly mount: Mount;
  /** Absolute, in the container. */
  readonly target: string;
  /** Absolute, on the host; of bind mounts whose source is known. */
  readonly hostPath: string | undefined;
}
