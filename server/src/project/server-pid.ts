import { basename, join } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import { look } from "../image/filesystem.ts";
import type { Container } from "./project.ts";
import { startScript } from "./script.ts";
import { startOf } from "./start.ts";

/** The pid file of a Rails server that did not end in good order. */
export interface StalePid {
  /** In the container. */
  readonly path: string;
  readonly pid: number;
  /** What brings it: a mount, or a COPY. */
  readonly at: Span;
}

/**
 * `rails server` refuses to start while a process of the number in its pid file lives (Rack::Server,
 * `pidfile_process_status`): in a container the small numbers always do.
 */
export function staleServerPid(container: Container): StalePid | undefined {
  const { workdir, filesystem, service } = container;
  const words = startOf(container)?.words.map(({ text }) => text) ?? [];
  const at = words.findIndex((word) => basename(word) === "rails");
  if (workdir === undefined || at < 0 || !/^s(erver)?$/.test(words[at + 1] ?? "")) return undefined;
  if (words.some((word) => /^(-P|--pid)/.test(word) || word.includes("server.pid")))
    return undefined;
  // What runs before it may well remove it.
  const texts = [startScript(container)?.text.text, container.start?.shell?.text.text];
  const entrypoint = startOf(container)?.programs.map(({ container }) => container.steps[0]?.path);
  const scripts = (entrypoint ?? []).map((path) =>
    path ? look(filesystem, path).text : undefined,
  );
  if ([...texts, ...scripts].some((text) => text?.includes("server.pid"))) return undefined;
  const path = join(workdir, "tmp/pids/server.pid");
  const { text, by, fact } = look(filesystem, path);
  const pid = Number(/^\s*(\d+)\s*$/.exec(text ?? "")?.[1] ?? Number.NaN);
  if (fact.kind !== "file" || !by || !service || !(pid > 0 && pid < 50)) return undefined;
  return { path, pid, at: by.at };
}
