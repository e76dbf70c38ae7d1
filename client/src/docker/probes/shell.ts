import { randomUUID } from "node:crypto";
import type { Evidence, Mount } from "../../../../server/src/evidence.ts";
import type { Chain } from "../../../../server/src/launch/chain.ts";
import { mountAt, mountsOf } from "../mounts.ts";
import { run } from "../run.ts";
import { alike } from "../same-start.ts";
import type { Session } from "../scratch.ts";
import { launchOf, type Subject } from "../subject.ts";

type Shell = NonNullable<Evidence["shell"]>;

/** Shells, with the words in front of a script. The first that an image holds is asked. */
export const shells = ["/bin/sh", "/bin/bash", "/busybox/sh"] as const;

/**
 * Starts the image with a shell in place of its program, with the user, rights and mounts of the failing
 * container, and has it look at what no file can tell: who it is, what it may do, how things are mounted. All
 * mounts are read-only in here whatever they are over there: `ro` in an answer says nothing.
 */
export async function askShell(
  session: Session,
  subject: Subject,
  program: (typeof shells)[number],
  chain: Chain | undefined,
  signal: AbortSignal,
): Promise<Shell> {
  const mounts = subject.container ? mountsOf(subject.container) : [];
  const { argv, workingDir } = launchOf(subject);
  const commands = questions(argv[0] ?? "", chain, mounts, workingDir);
  const marker = `-- ${randomUUID()} --`;
  const limits = { Memory: 256 * 1024 ** 2, PidsLimit: 64 };
  const container = {
    ...alike(subject, mounts, limits),
    Entrypoint: [program],
    Cmd: ["-c", scriptOf(commands, marker)],
    // The runtime would make a missing one, on the host if it lies in a mount.
    WorkingDir: "/",
  };
  const result = await run(session, container, { ms: 5000, lines: 400 }, signal);
  if (result.kind === "rejected") throw new Error(result.words);
  return { program, answers: answersIn(result.log, commands, marker) };
}

/** In the words of somebody who types them. */
export function questions(
  program: string,
  chain: Chain | undefined,
  mounts: readonly Mount[],
  workingDir = "",
): readonly string[] {
  const steps = chain?.steps ?? [];
  const last = steps.at(-1);
  const first = steps.find(({ role }) => role === "program");
  const ways = steps.flatMap(({ path, links }) => [...links.map(({ path }) => path), path]);
  // The working directory first: the list has an end.
  const asked = [workingDir, ...ways].filter((path) => path.startsWith("/"));
  const paths = [...new Set(asked.flatMap(wayTo))];
  const over = [...new Set(paths.flatMap((path) => mountAt(mounts, path)?.destination ?? []))];
  const isText = first?.fact.kind === "file" && first.fact.head?.kind !== "elf";
  return [
    "id",
    ...(program.includes("/") || program === ""
      ? []
      : [`command -v ${quote(program)}`, 'echo "$PATH"']),
    ...(paths.length > 0 ? [`ls -ldn ${paths.slice(0, 24).map(quote).join(" ")}`] : []),
    ...(first?.fact.kind === "file" ? [`test -x ${quote(first.path)}; echo $?`] : []),
    ...(first && isText ? [`head -n 1 ${quote(first.path)}`] : []),
    ...(last?.fact.kind === "absent" && last.path.startsWith("/")
      ? [`ls -a ${quote(parentOf(last.path))} | head -n 40`]
      : []),
    "grep -i capeff /proc/self/status",
    ...over.map((destination) => `grep -F ${quote(` ${destination} `)} /proc/self/mountinfo`),
    ...(chain?.outcome === "ok" ? runtimeQuestions(steps) : []),
  ];
}

/** What machine code there is at the end of the way, and which libraries its loader finds for it. */
function runtimeQuestions(steps: Chain["steps"]): readonly string[] {
  const code = steps.findLast(({ role }) => role !== "loader");
  const loader = steps.find(({ role }) => role === "loader");
  if (!code) return [];
  const name = code.absolute.slice(code.absolute.lastIndexOf("/") + 1);
  return [
    ...(loader ? [`${quote(loader.path)} --list ${quote(code.path)} | head -n 40`] : []),
    ...(runtimes.test(name) ? [`${quote(code.absolute)} --version | head -n 2`] : []),
  ];
}

/** Of these it is known that they tell their version and do nothing else. */
const runtimes = /^(python[\d.]*|node|ruby[\d.]*|php[\d.]*|perl|java|dotnet|deno|bun)$/;

/** POSIX: nothing is special between single quotes but the quote itself. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function scriptOf(commands: readonly string[], marker: string): string {
  // The PATH of the container is what `command -v` is asked about, and may lead nowhere.
  const widen =
    'PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/busybox"';
  const asked = commands.map((command) => {
    const own = asIs.test(command) ? command : `${widen}; ${command}`;
    return `echo '${marker}'; ( ${own} ) 2>&1`;
  });
  return [...asked, `echo '${marker}'`].join("\n");
}

const asIs = /^command -v |"\$PATH"/;

function answersIn(log: readonly string[], commands: readonly string[], marker: string) {
  const [, ...parts] = log.join("\n").split(marker);
  return commands.flatMap((command, i) => {
    const output = parts[i]?.trim();
    return output === undefined ? [] : [{ command, output: output.slice(0, 4000) }];
  });
}

/** The folders on the way to a path, and the path. */
function wayTo(path: string): readonly string[] {
  const parts = path.split("/").filter(Boolean);
  return ["/", ...parts.map((_, i) => `/${parts.slice(0, i + 1).join("/")}`)];
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
