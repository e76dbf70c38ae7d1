import type { Evidence } from "../../../../server/src/evidence.ts";
import type { Reader } from "./files.ts";

type User = NonNullable<Evidence["user"]>;

/** No image has more users than fit into this. */
const limit = 256 * 1024;

/** Who the program will run as, told by the image's /etc/passwd and /etc/group. */
export async function userOf(reader: Reader, asked: string, added: readonly string[]) {
  const files = ["/etc/passwd", "/etc/group"].map((path) => reader.text(path, limit));
  const [passwd = "", group = ""] = await Promise.all(files);
  return resolveUser(asked, added, passwd, group);
}

/**
 * As the engine does it (moby/sys/user, GetExecUser): a name or a number, and a group of its own with which
 * the user's other groups do not count. A number needs no entry.
 */
export function resolveUser(
  asked: string,
  added: readonly string[],
  passwd: string,
  group: string,
): User {
  const [name = "", groupName] = asked.split(":");
  const groups = rows(group).map(([name = "", , gid = "", members = ""]) => ({
    name,
    gid: Number(gid),
    members: members.split(","),
  }));
  const gidOf = (wanted: string) =>
    groups.find(({ name, gid }) => name === wanted || String(gid) === wanted)?.gid ??
    number(wanted);

  const wanted = name || "0";
  const entry = rows(passwd).find(([name, , uid]) => name === wanted || uid === wanted);
  const uid = entry ? Number(entry[2]) : number(wanted);
  if (uid === undefined) return { asked, unknown: "user" };

  const main = groupName ? gidOf(groupName) : Number(entry?.[3] ?? 0);
  const more = added.map(gidOf);
  if (main === undefined || more.includes(undefined)) return { asked, uid, unknown: "group" };
  const others = groups.filter(({ members }) => entry?.[0] && members.includes(entry[0]));
  const gids = [main, ...(groupName ? [] : others.map(({ gid }) => gid)), ...more];
  return { asked, uid, gids: [...new Set(gids.filter((gid) => gid !== undefined))] };
}

function rows(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .map((line) => line.trim().split(":"))
    .filter(([name]) => name && !name.startsWith("#"));
}

function number(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
