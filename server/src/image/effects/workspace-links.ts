import { join } from "../../base/path.ts";
import { namesIn } from "./glob.ts";
import { readJson } from "./project-root.ts";
import { at, record } from "./pyproject.ts";
import { type Effect, type World, write } from "./tool.ts";

interface Member {
  readonly folder: string;
  readonly name: string;
  /** Versions by name. */
  readonly dependencies: Readonly<Record<string, unknown>>;
}

/** npm, Yarn and Bun link each member of a workspace into the node_modules of the whole. */
export function* linkMembers(root: string, world: World): Iterable<Effect> {
  for (const { folder, name } of membersOf(root, world)) {
    if (name === "") continue;
    const up = name.startsWith("@") ? "../.." : "..";
    const target = `${up}/${folder.slice(root.length + 1)}`;
    yield write(join(root, "node_modules", name), { kind: "symlink", target });
  }
}

/** pnpm gives each member links of its own into one store: https://pnpm.io/symlinked-node-modules-structure */
export function* linkToStore(root: string, world: World): Iterable<Effect> {
  if (isHoisted(root, world)) return;
  const members = membersOf(root, world);
  for (const { folder, dependencies } of members) {
    for (const [name, version] of Object.entries(dependencies)) {
      const link = join(folder, "node_modules", name);
      const up = link
        .slice(root.length + 1)
        .split("/")
        .slice(1)
        .map(() => "..");
      const member = members.find((one) => one.name === name);
      if (/^workspace:/.test(String(version)) && !member) continue;
      const inside = member
        ? member.folder.slice(root.length + 1)
        : `node_modules/.pnpm/node_modules/${name}`;
      yield write(link, { kind: "symlink", target: [...up, inside].join("/") });
    }
  }
}

/** With the hoisted linker pnpm makes folders as npm does; settings that nobody can read may say so. */
function isHoisted(root: string, world: World): boolean {
  return [".npmrc", "pnpm-workspace.yaml"].some((name) => {
    const { fact, text } = world.look(join(root, name));
    return fact.kind !== "absent" && (text === undefined || /node-?linker\s*[:=]/i.test(text));
  });
}

/** The folders with a package.json of their own, as deep as workspaces go. */
function membersOf(root: string, world: World): Member[] {
  const folders = [
    root,
    ...below(root, world),
    ...below(root, world).flatMap((one) => below(one, world)),
  ];
  return folders.slice(1).flatMap((folder): Member[] => {
    const { text } = world.look(join(folder, "package.json"));
    if (text === undefined) return [];
    const json = readJson(text);
    const name = String(at(json, "name") ?? "");
    return [{ folder, name, dependencies: record(at(json, "dependencies")) }];
  });
}

function below(folder: string, world: World): string[] {
  return namesIn(folder, world)
    .filter((name) => !name.startsWith(".") && name !== "node_modules")
    .map((name) => join(folder, name))
    .filter((path) => world.look(path).fact.kind === "directory");
}
