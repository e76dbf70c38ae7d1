import { lineEnd, lineStart } from "../base/lines.ts";
import { isWithin } from "../base/path.ts";
import type { ComposeFile, Mount, Value } from "../compose/model.ts";
import type { Evidence, Quote } from "../evidence.ts";
import { broken, type Step } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { startOf } from "../project/start.ts";
import { defineCause, type Fix, replace } from "./cause.ts";
import { proof, withoutMount } from "./proof.ts";
import { startQuotes } from "./quotes.ts";

export const mountForbidsExecution = defineCause({
  id: "mount-forbids-execution",
  title: "The mount forbids execution",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const { service, composeFile } = container;
      if (!service || !composeFile) continue;
      for (const { image } of startOf(container)?.programs ?? []) {
        const [step] = image.steps;
        if (step?.verdict !== "ok") continue;
        // The innermost one; they are in the order in which Docker makes them.
        const { mount, target } =
          container.mounts.findLast(({ target }) => isWithin(step.path, target)) ?? {};
        const options = mount && noexecOf(mount, composeFile);
        if (!mount || !options) continue;
        yield {
          at: options,
          certainty: "certain",
          message: `the volume "${mount.source?.text}" is mounted on ${target} with noexec, and "${container.name}" starts ${step.path} in it: exec: "${step.asked}": permission denied`,
          containers: [container],
          related: [{ at: mount.span, message: "mounted here" }],
          fixes: withoutNoexec(options, composeFile),
        };
        break;
      }
    }
  },

  *confirm(evidence) {
    const { container, image } = recordedChains(evidence);
    const program = (container ?? image)?.steps[0];
    if (!program || !evidence.container?.error || (container && broken(container))) return;
    if (!/permi(ssion|tted)|executable file/i.test(evidence.container.error)) return;
    const option = noexecLine(evidence, program);
    if (option) {
      yield {
        certainty: "certain",
        message: `${program.absolute} lies in a mount with the option noexec: nothing in it may be executed`,
        quotes: [
          ...startQuotes(evidence),
          option.quote,
          ...proof(evidence, ...withoutMount(option.target)),
        ],
      };
      return;
    }
    // Whose read-only mounts lose the option (runc before 1.1.6) cannot show it, but its effect.
    const mount = evidence.container.mounts.find(({ destination }) =>
      isWithin(program.path, destination),
    );
    const [without] = withoutMount(mount?.destination);
    const proven = mount && without && container ? proof(evidence, without) : [];
    if (!mount || proven.length === 0) return;
    yield {
      certainty: "certain",
      message: `${program.absolute} may be executed by its mode, and is refused all the same as long as ${mount.destination} is mounted: the mount or its file system forbids execution (noexec)`,
      quotes: [...startQuotes(evidence), ...proven],
    };
  },
});

/** The options of a volume that is a file system of its own: a bind takes no notice of noexec. */
function noexecOf({ type, source }: Mount, { volumes }: ComposeFile): Value | undefined {
  const definition = type === "volume" && source ? volumes.get(source.text) : undefined;
  const options = definition?.driverOptions.get("o");
  if (!definition || definition.external || !options || options.unknown) return undefined;
  if (definition.driver && definition.driver.text !== "local") return undefined;
  const words = options.text.split(",");
  const last = words.findLast((word) => word === "exec" || word === "noexec");
  return last === "noexec" && !words.some((word) => /^r?bind$/.test(word)) ? options : undefined;
}

function withoutNoexec(options: Value, { texts }: ComposeFile): Fix[] {
  const title = "Allow execution";
  const left = options.text.split(",").filter((word) => word !== "noexec");
  if (left.length > 0) return [replace(options, left.join(","), title)];
  const text = texts.get(options.file) ?? "";
  const start = lineStart(text, options.start);
  // The line holds nothing else.
  if (!/^\s*["']?o["']?:\s*$/.test(text.slice(start, options.start))) return [];
  const end = lineEnd(text, options.end);
  const span = { file: options.file, start, end: Math.min(end + 1, text.length) };
  return [{ title, edits: [{ span, newText: "" }] }];
}

/** The line of mountinfo of the mount that holds a program, where it says noexec: proc_pid_mountinfo(5). */
function noexecLine(
  { shell }: Evidence,
  program: Step,
): { readonly target: string; readonly quote: Quote } | undefined {
  for (const { command, output } of shell?.answers ?? []) {
    if (!command.includes("mountinfo")) continue;
    for (const line of output.split("\n")) {
      const [, , , , target = "", options = ""] = line.split(" ");
      const forbids = options.split(",").includes("noexec");
      if (target === "/" || !isWithin(program.path, target) || !forbids) continue;
      return { target, quote: { probe: "shell", text: `$ ${command}\n${line}` } };
    }
  }
  return undefined;
}
