import { type Alter, lost, type Owner, withOwner } from "../ownership.ts";
import { onPlaces } from "./coreutils.ts";
import { readArguments, type Tool, type World } from "./tool.ts";

/** chown, chgrp, setfacl: whom files belong to, and who else gets at them. */
export const chown: Tool = {
  commands: ["chown", "chgrp", "setfacl"],
  *effect({ name, args }, world) {
    const { operands, has, flags } = readArguments(args, name === "setfacl" ? ["-m", "-x"] : []);
    const recursive =
      has("-R", "--recursive") || [...flags.keys()].some((flag) => /^-\w*R/.test(flag));
    const told = name === "setfacl" || has("--reference");
    const [who, ...words] = told ? [undefined, ...operands] : operands;
    // A link that is itself given away leads where it led.
    if (has("-h", "--no-dereference") && !recursive) return;
    const alter = told ? lost : name === "chgrp" ? toGroup(who, world) : toOwner(who, world);
    for (const word of words) yield* onPlaces(word, recursive, alter, world);
  },
};

/** `user`, `user:group`, `user:`, `:group`; with a dot in old scripts. */
function toOwner(who: string | undefined, world: World): Alter {
  const [, user = "", colon, group = ""] = /^([^:.]*)([:.]?)(.*)$/.exec(who ?? "?") ?? [];
  if (who === undefined) return withOwner({ uid: undefined, gid: undefined });
  const owner: { -readonly [key in keyof Owner]?: number | undefined } = {};
  if (user !== "") owner.uid = world.uidOf(user);
  if (colon) owner.gid = group === "" ? undefined : world.gidOf(group);
  return withOwner(owner);
}

function toGroup(group: string | undefined, world: World): Alter {
  return withOwner({ gid: group === undefined ? undefined : world.gidOf(group) });
}
