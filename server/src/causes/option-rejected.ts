import type { Evidence } from "../evidence.ts";
import { placeOfNeed } from "../project/engine-needs.ts";
import { containerOf } from "../project/match.ts";
import { oversizedVariables } from "../project/oversized.ts";
import type { Container, Project } from "../project/project.ts";
import { containersOf } from "../project/together.ts";
import { refusals } from "../refusals/index.ts";
import type { Refusal } from "../refusals/refusal.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

// moby, runc: what they say of an option that cannot be had, as measured on engines 20.10 to 28.
const said =
  /sysctl|\/proc\/sys\/|rlimit|Minimum memory|[Rr]ange of CPUs|Requested CPUs|could not select device driver|gathering device information|[Uu]nknown (?:or invalid )?runtime|logging driver|log driver|log opt|storage-opt|sethostname|hostname "?\S+ is too long|[Cc]apabilit(?:y|ies)|seccomp|apparmor|user specified IP address|no configured subnet|not in any subnet on network|does not belong to any|cannot assign requested address|not a shared mount|not a shared or slave mount|failed to mount local volume|mounting volume \S+ for container|error while mounting volume|Duplicate mount point|invalid mount config|includes invalid characters|mount path must be absolute|cgroup|argument list too long|volume plugin|invalid swap|memoryswap|CDI device|[Cc]onflicting options|security-opt|tmpfs option|invalid IP address in add-host/i;

export const optionRejected = defineCause({
  id: "option-rejected",
  title: "The engine refuses an option",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) yield* tooLarge(container);
    for (const { service, composeFile } of project.services) {
      const containers = containersOf(service, project);
      for (const refused of refusals(service, composeFile)) {
        yield { ...findingOf(refused), containers };
      }
    }
  },

  *confirm(evidence, project) {
    for (const { need, holder } of evidence.unmet ?? []) {
      if (need.kind !== "subnet") continue;
      const at = placeOfNeed(need, containerOf(evidence, project))?.at;
      yield {
        ...(at && { at }),
        certainty: "certain",
        message: `the addresses ${need.name} that it wants for its network ${need.network} are in use by the network ${holder}: Pool overlaps with other one on this address space`,
        quotes: [{ probe: "inspect", text: `the network ${holder} has addresses of ${need.name}` }],
      };
    }
    const quote =
      refusal(evidence, said) ??
      complaint(evidence, /exec (?:container process )?\S+: argument list too long/i);
    if (
      !quote ||
      /exec: "|too many open files|bind source path does not exist|not a directory/.test(quote.text)
    )
      return;
    const all = refusedHere(evidence, project);
    const refused = all.find((one) => isOf(quote.text, one));
    yield {
      ...(refused && findingOf(refused)),
      certainty: "certain",
      message: `the engine refused to start "${evidence.target.name}": ${refused?.message ?? core(quote.text)}`,
      quotes: [quote],
    };
    for (const other of all) {
      if (other !== refused) yield { ...findingOf(other), certainty: "likely" };
    }
  },
});

/** What an ENV has grown to is known before anything is started. */
function* tooLarge(container: Container): Generator<Prediction> {
  for (const { name, bytes, at } of oversizedVariables(container)) {
    yield {
      at,
      certainty: "certain",
      message: `${name} is ${Math.ceil(bytes / 1024)} KiB long, and Linux takes 128 KiB for one variable: exec: argument list too long`,
      containers: [container],
    };
  }
}

function findingOf({ at, message, said, certainty, fix }: Refusal): Prediction {
  return {
    at,
    certainty: certainty ?? "certain",
    message: `${message}: ${said}`,
    ...(fix && { fixes: [fix] }),
  };
}

/** What the source asks for in vain. */
function refusedHere(evidence: Evidence, project: Project): Refusal[] {
  const { service, composeFile } = containerOf(evidence, project) ?? {};
  return service && composeFile ? refusals(service, composeFile) : [];
}

/** Whether this is what the engine speaks of. */
function isOf(text: string, { said }: Refusal): boolean {
  return text.toLowerCase().includes(said.toLowerCase().replace(/ ?…$/, ""));
}

/** The engine's words without what the layers above the last one put in front. */
function core(text: string): string {
  const bare = text.replace(
    /^.*(?:OCI runtime create failed|unable to start container process|error during container init|failed to create task for container|container networking|Error response from daemon): /,
    "",
  );
  return bare.replace(/: unknown$/, "").slice(0, 200);
}
