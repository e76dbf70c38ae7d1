import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { diagnose } from "../../server/src/analysis/diagnose.ts";
import type { Evidence } from "../../server/src/evidence.ts";
import { projectOf, readRepository } from "../harness/repository.ts";

/** What a case says of itself: the true cause, and those that are also right. */
interface Expected {
  readonly cause: string;
  readonly accept?: readonly string[];
  /** Per engine: "runs" where the fault does not bite. */
  readonly behaviour?: Readonly<Record<string, string>>;
}

/** Adds up how often the true cause came first. */
export interface Score {
  /** Judges the evidence of one case, and prints its line. */
  add(folder: string, name: string, evidence: Evidence, aside?: string): Promise<void>;
  /** Prints the sums. */
  print(): void;
}

/** A score over cases in folders of their own, each with its sources and an expected.json. */
export function score(): Score {
  const count = { asked: 0, first: 0, wrong: 0, healthy: 0, silent: 0 };
  return {
    async add(folder, name, evidence, aside = "") {
      const { cause, accept = [cause], behaviour = {} } = expectedOf(folder);
      const { findings } = diagnose(evidence, projectOf(await readRepository(folder)));
      // Of what was never started the source may be all that tells.
      const planned = evidence.target.kind === "service" && !evidence.target.container;
      const confirmed = findings.filter(({ quotes }) => quotes !== undefined || planned);
      const found = confirmed.map(({ cause, certainty }) => `${cause.id} (${certainty})`);
      const said = found.join(", ") || "nothing";
      const first = accept.includes(confirmed[0]?.cause.id ?? "");
      // Where the fault does not bite there is nothing to find, but its own cause is no false alarm.
      if (cause === "none" || (runsOn(evidence, behaviour) && !first)) {
        count.healthy++;
        if (found.length === 0) count.silent++;
        console.log(`${found.length === 0 ? "silent" : "BLAMED"} ${name}  found ${said}${aside}`);
        return;
      }
      count.asked++;
      const wrong = confirmed.some(
        ({ cause, certainty }) => certainty === "certain" && !accept.includes(cause.id),
      );
      if (first) count.first++;
      if (wrong) count.wrong++;
      const mark = first ? (wrong ? "also  " : "first ") : found.length > 0 ? "WRONG " : "none  ";
      console.log(`${mark} ${name}  wanted ${accept.join("|")}  found ${said}${aside}`);
    },
    print() {
      const { asked, first, wrong, healthy, silent } = count;
      const share = asked === 0 ? "" : ` (${((100 * first) / asked).toFixed(1)} %)`;
      console.log(
        `\n${first} of ${asked} true causes first${share}; ${wrong} with a wrong one called certain; ${silent} of ${healthy} silent`,
      );
    },
  };
}

function runsOn({ engine }: Evidence, behaviour: NonNullable<Expected["behaviour"]>): boolean {
  const own = Object.keys(behaviour).find((name) => /\d[\d.]*/.exec(name)?.[0] === version(engine));
  return own !== undefined && behaviour[own]?.startsWith("runs") === true;
}

/** "20.10.24+dfsg1" is 20.10.24. */
function version(engine: Evidence["engine"]): string | undefined {
  return /^[\d.]+/.exec(engine?.version ?? "")?.[0];
}

/** Whether a folder is a case. */
export function isCase(folder: string): boolean {
  return existsSync(join(folder, "expected.json"));
}

function expectedOf(folder: string): Expected {
  return JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
}
