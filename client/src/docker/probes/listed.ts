import { posix } from "node:path";
import type { Evidence, Files } from "../../../../server/src/evidence.ts";
import type { Fact } from "../../../../server/src/launch/facts.ts";

/**
 * What the archive endpoints could not tell, as `ls -ldn` told it to the shell: Podman shows no file that is
 * itself a mount, and tells the container's user as the owner of every file.
 */
export function withListed(
  files: Files,
  shell: Evidence["shell"],
  isSame: (path: string) => boolean = () => true,
): Files {
  const lines = (shell?.answers ?? [])
    .filter(({ command }) => command.startsWith("ls -ldn "))
    .flatMap(({ output }) => output.split("\n"));
  const listed = new Map(
    lines.flatMap((line) => {
      const fact = listedFact(line);
      return fact && isSame(fact[0]) ? [fact] : [];
    }),
  );
  const all = Object.entries(files).flatMap(([path, fact]) => {
    const seen = listed.get(path);
    // Podman follows a link that leads out of a mount, and tells of its end that nothing is there.
    const end = fact.kind === "absent" && seen?.kind === "symlink" && endOf(path, seen.target);
    return end
      ? [[path, seen] as const, [end, files[end] ?? fact] as const]
      : [[path, joined(fact, seen)] as const];
  });
  return Object.fromEntries(all);
}

function endOf(path: string, target: string): string {
  return posix.resolve(posix.dirname(path), target);
}

function joined(fact: Fact, listed: Fact | undefined): Fact {
  if (!listed) return fact;
  if (fact.kind === "unknown") return listed;
  // Where a link leads to was looked at already; nobody asked about another target.
  if (fact.kind !== listed.kind || fact.kind === "symlink") return fact;
  return { ...fact, ...listed };
}

const line =
  /^([-dlbcps])([rwxsStT-]{9})\S*\s+\d+\s+(\d+)\s+(\d+)\s+(?:\d+,\s*)?(\d+)\s+\S+\s+\S+\s+\S+\s(\/.*)$/;

/** Pure; exported for its test. */
export function listedFact(text: string): readonly [string, Fact] | undefined {
  const [, type, bits = "", uid, gid, size, name = ""] = line.exec(text) ?? [];
  if (type === undefined) return undefined;
  const owner = { mode: modeOf(bits), uid: Number(uid), gid: Number(gid) };
  switch (type) {
    case "-":
      return [name, { kind: "file", size: Number(size), ...owner }];
    case "d":
      return [name, { kind: "directory", ...owner }];
    case "l": {
      const [path = "", target = ""] = name.split(" -> ");
      return [path, { kind: "symlink", target }];
    }
    default:
      return [name, { kind: "special", ...owner }];
  }
}

/** "rwsr-x--T": a small s or t stands for an x below it. */
function modeOf(bits: string): number {
  const plain = [...bits].reduce(
    (mode, letter, i) => (/[rwxst]/.test(letter) ? mode | (0o400 >> i) : mode),
    0,
  );
  const special = [2, 5, 8].reduce(
    (mode, at, i) => (/[sStT]/.test(bits[at] ?? "") ? mode | (0o4000 >> i) : mode),
    0,
  );
  return plain | special;
}
