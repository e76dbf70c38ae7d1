import { nearest } from "../base/nearest.ts";
import { rewrite } from "./edits.ts";
import type { Rule } from "./refusal.ts";
import { known } from "./values.ts";

const policies = ["no", "always", "on-failure", "unless-stopped"];

/** Restart policies and stop signals that there are not. */
export const restart: Rule = function* ({ body }, composeFile) {
  const policy = known(body, "restart");
  if (policy && policy.text !== "") {
    const [name = "", count] = policy.text.split(":");
    // An unquoted false is no string, which compose says by itself.
    if (!policies.includes(name) && !/^(true|false)$/.test(name)) {
      const meant = nearest(name.toLowerCase().replaceAll("_", "-"), policies);
      yield {
        at: policy,
        message: `there is no restart policy "${policy.text}": ${policies.join(", ")}`,
        said: `invalid restart policy '${name}'`,
        ...(meant && {
          fix: { title: `Restart ${meant}`, edits: rewrite(policy, meant, composeFile) },
        }),
      };
    } else if (count !== undefined && name !== "on-failure" && /^[1-9]\d*$/.test(count)) {
      yield {
        at: policy,
        message: `only on-failure counts its attempts: restart "${policy.text}"`,
        said: `maximum retry count cannot be used with restart policy '${name}'`,
        fix: { title: `Restart ${name}`, edits: rewrite(policy, name, composeFile) },
      };
    }
  }
  const signal = known(body, "stop_signal");
  const bare = signal?.text.toUpperCase().replace(/^SIG/, "");
  if (signal && bare && !isSignal(bare)) {
    const meant = nearest(bare, signals);
    yield {
      at: signal,
      message: `Linux has no signal ${signal.text}${meant ? `; did you mean SIG${meant}?` : ""}`,
      said: `Invalid signal: ${signal.text}`,
      ...(meant && {
        fix: { title: `Send SIG${meant}`, edits: rewrite(signal, `SIG${meant}`, composeFile) },
      }),
    };
  }
};

/** signal(7), with the old names that moby/sys knows. */
const signals = `
  ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS
  TERM TRAP TSTP TTIN TTOU UNUSED URG USR1 USR2 VTALRM WINCH XCPU XFSZ
`
  .trim()
  .split(/\s+/);

function isSignal(name: string): boolean {
  return /^(\d+|RTM(IN|AX)([+-]\d+)?)$/.test(name) || signals.includes(name);
}
