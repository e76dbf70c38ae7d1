import type { Value } from "../compose/model.ts";
import { get } from "../compose/tree.ts";
import { rewrite } from "./edits.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { bytesOf, known, numberOf } from "./values.ts";

/** The least that a container gets: moby, daemon_unix.go, `linuxMinMemory`, since 20.10. */
const least = 6 * 1024 * 1024;

/** Limits on memory that contradict each other, or are too low for any container. */
export const memory: Rule = function* ({ name, body }, composeFile) {
  const limits = known(body, "mem_limit") ?? known(body, "deploy", "resources", "limits", "memory");
  const reserved =
    known(body, "mem_reservation") ?? known(body, "deploy", "resources", "reservations", "memory");
  const swap = known(body, "memswap_limit");
  for (const size of [limits, reserved, swap, known(body, "shm_size")]) {
    if (size) yield* unreadable(size);
  }
  const limit = limits && bytesOf(limits.text);
  const reservation = reserved && bytesOf(reserved.text);
  if (limits && limit && limit < least) {
    yield {
      at: limits,
      message: `"${name.text}" may use ${amount(limits)} of memory, and no container gets less than 6 MB`,
      said: "Minimum memory limit allowed is 6MB",
      ...(limit < 100_000 && {
        fix: {
          title: `Make it ${limits.text.replace(/\D+$/, "")} MB`,
          edits: rewrite(limits, `${limits.text.replace(/\D+$/, "")}m`, composeFile),
        },
      }),
    };
  } else if (limits && limit && reserved && reservation && reservation > limit) {
    yield {
      at: reserved,
      message: `"${name.text}" reserves ${amount(reserved)} of memory and may use no more than ${amount(limits)}`,
      said: "Minimum memory limit can not be less than memory reservation limit, see usage",
      fix: {
        title: `Reserve ${limits.text}`,
        edits: rewrite(reserved, limits.text, composeFile),
      },
    };
  }
  const unlimited = !get(body, "mem_limit") && !get(body, "deploy");
  if (swap && (limits || unlimited)) yield* swapRefused(name.text, swap, limits, composeFile);
  const swappiness = known(body, "mem_swappiness");
  const share = numberOf(swappiness);
  if (swappiness && share !== undefined && (share < -1 || share > 100)) {
    yield {
      at: swappiness,
      message: `mem_swappiness is a percentage from 0 to 100, not ${swappiness.text}`,
      said: "valid memory swappiness range is 0-100",
      certainty: "likely",
    };
  }
};

function* swapRefused(
  service: string,
  swap: Value,
  limits: Value | undefined,
  composeFile: Parameters<Rule>[1],
): Generator<Refusal> {
  const all = bytesOf(swap.text);
  const limit = limits && bytesOf(limits.text);
  if (!all) return;
  if (!limits) {
    yield {
      at: swap,
      message: `"${service}" limits memory and swap together to ${amount(swap)}, without a limit of memory alone (mem_limit)`,
      said: "You should always set the Memory limit when using Memoryswap limit, see usage",
    };
  } else if (limit && all < limit) {
    yield {
      at: swap,
      message: `memswap_limit is memory and swap together: ${amount(swap)} is less than the ${amount(limits)} of memory alone`,
      said: "Minimum memoryswap limit should be larger than memory limit, see usage",
      fix: {
        title: `Allow no swap: memswap_limit as high as the memory`,
        edits: rewrite(swap, limits.text, composeFile),
      },
    };
  }
}

/** Plain numbers are bytes. */
function amount({ text }: Value): string {
  return /^\d+$/.test(text) ? `${text} bytes` : text;
}

function* unreadable(size: Value): Generator<Refusal> {
  // Below zero means without limit.
  if (size.text.startsWith("-") || size.text === "" || bytesOf(size.text) !== undefined) return;
  yield {
    at: size,
    message: `${size.text} is no size: a number and b, k, m or g`,
    said: `invalid size: '${size.text}'`,
  };
}
