import type { Fact } from "./facts.ts";

/** Whose permissions count. What is not known of a user speaks for it: nothing is refused for want of it. */
export interface User {
  /** Undefined for a number that is not known and surely not that of root. */
  readonly uid: number | undefined;
  readonly gids: readonly number[] | undefined;
}

/** What is asked of a file: to be executed (a folder: traversed), written, or read. */
export type Bit = 0o1 | 0o2 | 0o4;

/** Whether a user has the bit here; true where it is not known. */
export function permits(user: User | undefined, fact: Fact, bit: Bit): boolean {
  if (!user || user.uid === 0 || !("mode" in fact) || fact.mode === undefined) return true;
  const { mode, uid, gid } = fact;
  const [owner, group, others] = [bit << 6, bit << 3, bit].map((one) => (mode & one) !== 0);
  if (owner === group && group === others) return owner === true;
  // A user whose number is not known may be the owner of all but what is root's.
  if (uid === undefined || (user.uid === undefined && uid !== 0)) return true;
  if (uid === user.uid) return owner === true;
  if (gid === undefined || user.gids === undefined) return group === true || others === true;
  return (user.gids.includes(gid) ? group : others) === true;
}
