import { basename } from "../../base/path.ts";
import { copiesOf, stageOf } from "../copies.ts";
import type { Container, Project } from "../project.ts";
import { startOf } from "../start.ts";
import type { Skew } from "./skew.ts";

/** Bundler keeps gems, and what they compile, in folders that name the version of Ruby. */
export function rubySkew(
  container: Container,
  started: string,
  project: Project,
): Skew | undefined {
  const { image } = container;
  const worker = startOf(container)?.programs.at(-1);
  if (
    !image ||
    !worker ||
    !/^(bundle|rails|rake|puma|rackup|sidekiq|unicorn|ruby)$/.test(basename(worker.word.text))
  )
    return undefined;
  for (const { copy, destination } of copiesOf(image)) {
    const builder = stageOf(copy, image, project);
    const runtime = builder?.base?.runtime;
    const gems = copy.sources.some(({ text }) =>
      /\/usr\/local\/bundle\/?$|vendor\/bundle\/?$|\$\{?BUNDLE_PATH/.test(text),
    );
    if (!gems || runtime?.language !== "Ruby" || runtime.version === started) continue;
    return {
      language: "Ruby",
      what: destination,
      made: runtime.version,
      started,
      by: { at: copy.span, what: "COPY" },
      words: "Could not find … in locally installed gems (Bundler::GemNotFound)",
      certainty: "likely",
    };
  }
  return undefined;
}
