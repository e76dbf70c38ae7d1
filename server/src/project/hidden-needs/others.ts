import { basename, join } from "../../base/path.ts";
import { look } from "../../image/filesystem.ts";
import type { Container, ContainerMount } from "../project.ts";
import { startOf } from "../start.ts";

/** The start begins with what is meant, not with a script that may install or build it first. */
export function startsDirectly(container: Container): boolean {
  const [first, ...more] = startOf(container)?.programs ?? [];
  return (
    first !== undefined &&
    (more.length === 0 ||
      /(^|\/)(docker-entrypoint\.sh|docker-php-entrypoint|tini|dumb-init|catatonit)$/.test(
        first.word.text,
      ))
  );
}

/** The script of package.json that is started does something like this, or one that runs before it. */
export function scriptDoes(what: RegExp, container: Container): boolean {
  const { filesystem, workdir, start } = container;
  const words = start?.words.map(({ text }) => text) ?? [];
  const at = words.findIndex((word) => /^(npm|yarn|pnpm|bun)$/.test(basename(word)));
  if (at < 0 || workdir === undefined) return false;
  const name =
    words.slice(at + 1).find((word) => !/^run(-script)?$/.test(word) && !word.startsWith("-")) ??
    "start";
  const text = look(filesystem, join(workdir, "package.json")).text ?? "";
  const line = new RegExp(`"(?:pre)?${name.replace(/[^\\w:-]/g, "")}"\\s*:\\s*"([^"]*)"`, "g");
  return [...text.matchAll(line)].some(([, script = ""]) => what.test(script));
}

/** Another service with the same source does something like this. */
export function siblingDoes(
  what: RegExp,
  { service, composeFile }: Container,
  { mount }: ContainerMount,
): boolean {
  return (composeFile?.services ?? []).some(
    (other) =>
      other !== service &&
      other.mounts.some(({ source }) => source && source.text === mount.source?.text) &&
      other.command?.words?.some(({ text }) => what.test(text)),
  );
}

/** The bind mount that lies over a path. */
export function coveringMount({ mounts }: Container, path: string): ContainerMount | undefined {
  return mounts.findLast(
    ({ target, mount }) =>
      mount.type === "bind" && path.startsWith(`${target === "/" ? "" : target}/`),
  );
}
