import { defineCause } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

// moby, runc: what they say of an option that cannot be had, as measured on engines 20.10 to 28.
const said =
  /sysctl|\/proc\/sys\/|rlimit|Minimum memory|Range of CPUs|Requested CPUs|could not select device driver|gathering device information|[Uu]nknown (?:or invalid )?runtime|logging driver|log driver|log opt|storage-opt|sethostname|[Cc]apabilit(?:y|ies)|seccomp|apparmor|user specified IP address|no configured subnet|does not belong to any|cannot assign requested address|not a shared mount|failed to mount local volume|error while mounting volume|Duplicate mount point|invalid mount config|includes invalid characters|mount path must be absolute|cgroup|argument list too long|volume plugin|invalid swap|memoryswap|CDI device/i;

export const optionRejected = defineCause({
  id: "option-rejected",
  title: "The engine refuses an option",
  severity: "error",

  *confirm(evidence) {
    const quote =
      refusal(evidence, said) ?? complaint(evidence, /^exec \S+: argument list too long/);
    if (
      !quote ||
      /exec: "|too many open files|bind source path does not exist|not a directory/.test(quote.text)
    )
      return;
    yield {
      certainty: "certain",
      message: `the engine refused to start "${evidence.target.name}": ${core(quote.text)}`,
      quotes: [quote],
    };
  },
});

/** The engine's words without what the layers above the last one put in front. */
function core(text: string): string {
  const bare = text.replace(
    /^.*(?:OCI runtime create failed|unable to start container process|error during container init|failed to create task for container|container networking|Error response from daemon): /,
    "",
  );
  return bare.replace(/: unknown$/, "").slice(0, 200);
}
