import type { Fact, Ownership } from "../launch/facts.ts";

/** Owner and bits after a change; what is not known of them is left out. */
export type Alter = (before: Ownership) => Ownership;

/** The bits after chmod(1); undefined where they are not known. */
export type Modify = (mode: number | undefined) => number | undefined;

/** Numbers of a user and a group; undefined for one that is not known. */
export interface Owner {
  readonly uid: number | undefined;
  readonly gid: number | undefined;
}

export const root: Owner = { uid: 0, gid: 0 };
export const nobodyKnows: Owner = { uid: undefined, gid: undefined };

/** Whatever it was: nobody knows it any more. */
export const lost: Alter = () => ({});

export function withMode(modify: Modify): Alter {
  return (before) => ownership({ ...before, mode: modify(before.mode) });
}

/** chown(2) takes the set-user-ID bits away, which no start asks for. */
export function withOwner(owner: Partial<Owner>): Alter {
  return (before) => ownership({ ...before, ...owner });
}

/** Only what is known. */
export function ownership({
  mode,
  uid,
  gid,
}: Partial<Owner> & { mode?: number | undefined }): Ownership {
  return {
    ...(mode !== undefined && { mode }),
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  };
}

/** A fact after changes of its owner and bits, of which the newest comes first. */
export function altered(fact: Fact, alterations: readonly { readonly alter: Alter }[]): Fact {
  if (fact.kind !== "file" && fact.kind !== "directory") return fact;
  const { mode: _mode, uid: _uid, gid: _gid, ...rest } = fact;
  return {
    ...rest,
    ...alterations.reduceRight((known, { alter }) => alter(known), ownership(fact)),
  };
}
