import { basename, join } from "../../base/path.ts";
import { look } from "../../image/filesystem.ts";
import { hostEntry } from "../host-files.ts";
import type { Container, ContainerMount, Project } from "../project.ts";
import { presenceOf } from "../reach.ts";
import { startOf } from "../start.ts";
import { scriptDoes, siblingDoes, startsDirectly } from "./others.ts";

/** Where a language keeps what it installs, who needs it, and by what a project is known to need it. */
interface Kind {
  readonly folder: string;
  readonly manifest: string;
  readonly needs: RegExp;
  readonly declares: RegExp;
  readonly words: string;
}

const kinds: readonly Kind[] = [
  {
    folder: "node_modules",
    manifest: "package.json",
    needs: /^(node|npm|yarn|pnpm|nodemon|ts-node|tsx|next|nuxt|vite|nest)$/,
    declares: /"dependencies"\s*:\s*\{\s*"/,
    words: "Error: Cannot find module",
  },
  {
    folder: "vendor",
    manifest: "composer.json",
    needs: /^(php|php-fpm|apache2-foreground|artisan)$/,
    declares: /"require"\s*:\s*\{/,
    words: "Failed opening required 'vendor/autoload.php'",
  },
  {
    folder: "vendor/bundle",
    manifest: "Gemfile",
    needs: /^(bundle|rails|rake|puma|rackup|sidekiq|unicorn)$/,
    declares: /^\s*gem\s/m,
    words: "Could not find … in locally installed gems (Bundler::GemNotFound)",
  },
];

const installs = /\b(install|ci|update)\b/;

/** The folder of a language's packages, which the project on the host does not have. */
export function hiddenPackages(
  container: Container,
  { listings }: Project,
): { path: string; words: string } | undefined {
  const worker = startOf(container)?.programs.at(-1);
  if (!worker || !startsDirectly(container)) return undefined;
  // What the base image starts by itself, such as a prompt of node, needs nothing of the project; servers
  // of PHP are there to serve it.
  const name = basename(worker.word.text);
  if (worker.word.file === "" && !/^(php-fpm|apache2-foreground)$/.test(name)) return undefined;
  // Modules may be looked for elsewhere.
  if (container.environment.has("NODE_PATH") || scriptDoes(installs, container)) return undefined;
  for (const mount of container.mounts) {
    if (mount.mount.type !== "bind" || mount.hostPath === undefined) continue;
    // Another service may fill the folder, and Yarn may do without one.
    if (siblingDoes(installs, container, mount)) continue;
    if (hostEntry(listings, join(mount.hostPath, ".pnp.cjs")) !== "absent") continue;
    const kind = kinds.find(
      (one) =>
        one.needs.test(name) && isHidden(one, mount, mount.hostPath ?? "", container, listings),
    );
    if (kind) return { path: join(mount.target, kind.folder), words: kind.words };
  }
  return undefined;
}

function isHidden(
  { folder, manifest, declares }: Kind,
  { target }: ContainerMount,
  hostPath: string,
  container: Container,
  listings: Project["listings"],
): boolean {
  const path = join(target, folder);
  const made = look(container.imageFilesystem, path);
  if (made.fact.kind !== "directory" || !made.by) return false;
  if (presenceOf(container.filesystem, path) !== "absent") return false;
  const entry = hostEntry(listings, join(hostPath, manifest));
  if (typeof entry === "string" || entry.kind !== "file" || !declares.test(entry.text ?? ""))
    return false;
  // The folder above would be asked, too.
  return folder !== "node_modules" || !aboveHas(container, target, folder);
}

function aboveHas({ filesystem }: Container, target: string, folder: string): boolean {
  const parts = target.split("/").filter(Boolean);
  return parts.some(
    (_, i) => presenceOf(filesystem, `/${[...parts.slice(0, i), folder].join("/")}`) !== "absent",
  );
}
