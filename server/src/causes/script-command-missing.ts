import { meantAsExec } from "../dockerfile/arguments.ts";
import { type Break, broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { containerOf } from "../project/match.ts";
import { missingScript } from "../project/package-manifest.ts";
import type { Container } from "../project/project.ts";
import { defineCause, type Prediction, replace } from "./cause.ts";
import { lookupFailure } from "./lookup-failure.ts";
import { logQuotes } from "./quotes.ts";

// dash: "/bin/sh: 1: x: not found"; bash: "x: command not found"; BusyBox: "/bin/sh: x: not found".
const said =
  /^\S+: (?:exec: )?(?:line \d+: |\d+: )?(?:exec: )?([^\s:\\]+): (?:command )?not found$/;

export const scriptCommandMissing = defineCause({
  id: "script-command-missing",
  title: "The shell or a script calls a command that is not there",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const prediction = lookupFailure(container, project, "shell") ?? ofPackage(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const known = containerOf(evidence, project);
    const unnamed = known && ofPackage(known);
    if (unnamed && evidence.logs?.some((text) => /Missing script/.test(text))) {
      const quotes = logQuotes(evidence, /Missing script/);
      return yield { ...unnamed, certainty: "certain", quotes };
    }
    if (evidence.container?.exitCode !== 127) return;
    const line = evidence.logs?.findLast((text) => said.test(text.trim()));
    const command = said.exec(line?.trim() ?? "")?.[1];
    // A list that was no JSON and became a script: see exec-form-malformed.
    if (!command || evidence.container.argv.some((word) => meantAsExec(word))) return;
    // The file is there, and what it needs is not: that has a cause of its own.
    const { image, byShell } = recordedChains(evidence);
    const end = image && broken(image);
    if (byShell && end && (end.role !== "program" || lies.has(end.verdict))) return;
    const container = containerOf(evidence, project);
    if (container && isLeftByArgument(command, evidence.container.argv, container)) return;
    const prediction = container && lookupFailure(container, project, "shell");
    yield {
      ...(prediction ?? {}),
      certainty: "certain",
      message:
        prediction?.message ?? `a shell was started and did not find the command "${command}"`,
      quotes: logQuotes(evidence, said),
    };
  },
});

/** `npm run NAME` of a script that package.json does not have. */
function ofPackage(container: Container): Prediction | undefined {
  const missing = missingScript(container);
  if (missing?.kind !== "script") return undefined;
  const { at, name, meant, path } = missing;
  return {
    at,
    certainty: "certain",
    message: `${path} has no script "${name}"${meant ? `; did you mean "${meant}"?` : ""}: npm error Missing script: "${name}"`,
    containers: [container],
    fixes: meant ? [replace(at, meant, `Run ${meant}`)] : [],
  };
}

/** What lies at the path, and cannot be run. */
const lies: ReadonlySet<Break> = new Set([
  "dangling-link",
  "not-executable",
  "not-permitted",
  "not-readable",
  "no-program",
  "wrong-machine",
]);

/** What a variable without a value left of a path, where ARG alone has set it: see arg-out-of-scope. */
function isLeftByArgument(
  command: string,
  argv: readonly string[],
  { image, environment }: Container,
): boolean {
  const behind = argv.flatMap((word) => [...word.matchAll(/\$(?:\{(\w+)\}|(\w+))(\/[\w./-]+)/g)]);
  const args = (image?.dockerfile.stages ?? [])
    .flatMap(({ instructions }) => instructions)
    .flatMap((one) => (one.kind === "ARG" ? one.pairs.map(({ name }) => name.text) : []));
  return behind.some(([, braced, bare = "", rest]) => {
    const name = braced ?? bare;
    return rest === command && args.includes(name) && !environment.has(name);
  });
}
