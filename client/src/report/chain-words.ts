import type { Break, Chain, Step } from "../../../server/src/launch/chain.ts";
import type { Fact, Head, OtherHead, Ownership } from "../../../server/src/launch/facts.ts";

/** One step of a start chain, said for people. Reports draw it, each in their own way. */
export interface StepWords {
  readonly sign: "✓" | "✗" | "?";
  readonly role: string;
  readonly asked: string;
  /** Where PATH or the working directory led to, if a relative name was asked for. */
  readonly found?: string;
  /** "/usr/bin/python → python3.11" */
  readonly links: readonly string[];
  /** What stands there, if anything: "script, #!/app/.venv/bin/python". */
  readonly what?: string;
  /** "-rwxr-xr-x, owner 1000:1000" */
  readonly access?: string;
  /** Why the way ends here; absent where it goes on. */
  readonly verdict?: string;
}

export function stepInWords(step: Step): StepWords {
  const { role, asked, absolute, links, fact, verdict } = step;
  const access = accessInWords(fact);
  return {
    sign: verdict === "ok" ? "✓" : verdict === "unknown" ? "?" : "✗",
    role: roles[role],
    asked,
    ...(absolute !== asked && { found: absolute }),
    links: links.map((link) => `${link.path} → ${link.target}`),
    ...(fact.kind !== "absent" && { what: factInWords(fact, role) }),
    ...(access && { access }),
    ...(verdict !== "ok" && { verdict: verdictInWords(step, verdict) }),
  };
}

/** The first step where two chains part, or undefined where both go the same way. */
export function parting(one: Chain | undefined, other: Chain | undefined): number | undefined {
  if (!one || !other) return undefined;
  const length = Math.max(one.steps.length, other.steps.length);
  const steps = Array.from({ length }, (_, i) => [one.steps[i], other.steps[i]] as const);
  // A mount may bring other owners and contents along and still lead on: verdicts come first.
  const differs = steps.findIndex(([a, b]) => a?.verdict !== b?.verdict);
  const at = differs >= 0 ? differs : steps.findIndex(([a, b]) => sight(a) !== sight(b));
  return at < 0 ? undefined : at;
}

/** One sentence over both chains. */
export function chainsInWords({ image, container }: Chains): string {
  if (!container) return "Only the image could be looked at.";
  if (!image) return "Only the container could be looked at.";
  const at = parting(image, container);
  if (at === undefined) return "Image and container show the same files.";
  return `In the image ${spot(image.steps[at])}; in the container ${spot(container.steps[at])}.`;
}

export interface Chains {
  readonly image?: Chain;
  readonly container?: Chain;
}

function sight(step: Step | undefined): string {
  return step
    ? JSON.stringify([
        step.path,
        step.links,
        step.fact.kind === "file" ? step.fact.head : step.fact.kind,
      ])
    : "";
}

function spot(step: Step | undefined): string {
  if (!step) return "the way does not get that far";
  const { what, verdict } = stepInWords(step);
  if (!verdict) return `${step.asked} is ${what ?? "there"}`;
  return verdict.startsWith("there is no") ? verdict : `${step.asked}: ${verdict}`;
}

const roles = {
  program: "the program",
  interpreter: "its interpreter",
  command: "the command that env looks up",
  loader: "its loader",
} as const satisfies Record<Step["role"], string>;

function verdictInWords(step: Step, verdict: "unknown" | Break): string {
  switch (verdict) {
    case "unknown":
      return "could not be told";
    case "not-on-path":
      return "no folder in PATH holds it";
    case "missing":
      return `there is no ${step.path}`;
    case "dangling-link":
      return `the link leads to nothing, there is no ${step.path}`;
    case "link-loop":
      return "the links lead in a circle";
    case "parent-not-a-directory":
      return `${step.path} is no folder`;
    case "not-a-file":
      return step.fact.kind === "directory" ? "it is a folder" : "it is no regular file";
    case "not-executable":
      return "it has no execute bit";
    case "not-permitted":
      return `the user may not pass ${step.path}`;
    case "not-readable":
      return "the user may not read it, and its interpreter has to";
    case "no-program":
      return "Linux cannot execute that";
    case "wrong-machine":
      return "it is made for another machine";
    case "interpreter-with-carriage-return":
      return "the name ends in a carriage return, left by Windows line ends";
  }
}

function factInWords(fact: Fact, role: Step["role"]): string {
  switch (fact.kind) {
    case "absent":
      return "nothing";
    case "unknown":
      return fact.why ? `not known: ${fact.why}` : "not known";
    case "symlink":
      return `a link to ${fact.target}`;
    case "directory":
      return "a folder";
    case "special":
      return "a device, socket or pipe";
    case "file":
      return fact.head ? headInWords(fact.head, role) : "a file";
  }
}

function headInWords(head: Head, role: Step["role"]): string {
  switch (head.kind) {
    case "script": {
      const argument = head.argument === undefined ? "" : ` ${head.argument}`;
      const ending = head.crlf ? ", Windows line ends" : "";
      return `a script, #!${head.interpreter}${argument}${ending}`;
    }
    case "elf":
      if (role === "loader") return `a loader for ${machineOf(head)}`;
      return `a program for ${machineOf(head)}, ${loaderInWords(head)}`;
    case "other":
      return others[head.what];
  }
}

function machineOf({ machine }: Head & { kind: "elf" }): string {
  return machine ?? "a machine that is not known";
}

function loaderInWords(head: Head & { kind: "elf" }): string {
  if (head.loader) return `loader ${head.loader}`;
  return head.incomplete ? "loader not read" : "needs no loader";
}

const others = {
  empty: "an empty file",
  "byte-order-mark": "text behind a byte order mark",
  "utf-16": "text in UTF-16",
  "blank-before-shebang": "text with a blank before its #!",
  text: "text without a #! line",
  "git-lfs-pointer": "a Git LFS pointer instead of the file",
  html: "an HTML page",
  "mach-o": "a program for macOS",
  pe: "a program for Windows",
  binary: "binary data, but no program",
} as const satisfies Record<OtherHead, string>;

const letters: Readonly<Record<string, string>> = { directory: "d", file: "-", special: "" };

function accessInWords(fact: Fact): string | undefined {
  if (!(fact.kind in letters) || !("mode" in fact || "uid" in fact)) return undefined;
  const parts = [
    fact.mode === undefined ? "" : (letters[fact.kind] ?? "") + modeInWords(fact.mode),
    ownerInWords(fact),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

/** As ls(1) prints it. */
function modeInWords(mode: number): string {
  return [6, 3, 0]
    .map((shift) => {
      const bits = (mode >> shift) & 7;
      return (bits & 4 ? "r" : "-") + (bits & 2 ? "w" : "-") + (bits & 1 ? "x" : "-");
    })
    .join("");
}

function ownerInWords({ uid, gid }: Ownership): string {
  if (uid === undefined) return "";
  const name = (id: number) => (id === 0 ? "root" : String(id));
  return `owner ${name(uid)}${gid === undefined ? "" : `:${name(gid)}`}`;
}
