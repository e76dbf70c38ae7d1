import { dirname } from "../base/path.ts";
import type { Text } from "./environment-file.ts";
import { withExtends } from "./extends.ts";
import { withIncludes } from "./include.ts";
import type { Variables } from "./interpolate.ts";
import { interpolateTree } from "./interpolate-tree.ts";
import { merge, settled } from "./merge.ts";
import { readYaml } from "./read-yaml.ts";
import type { Node } from "./tree.ts";

/** What compose knows where it runs. */
export interface Loading {
  /** A file by its absolute path. */
  readonly read: (file: string) => Text | "absent" | "unknown";
  readonly variables: Variables;
  /** Where relative paths start from. */
  readonly folder: string;
}

/**
 * Compose files laid over each other in their order, each with what its services extend and what it includes,
 * as one tree without variables (compose-go, `loader`). `above` are the files that include them. Never fails:
 * an `extends` or `include` that leads nowhere stays in the tree.
 */
export function load(
  files: readonly Text[],
  loading: Loading,
  above: readonly string[] = [],
): Node | undefined {
  const { variables, folder, read } = loading;
  const others = new Map<string, Node | undefined>();
  const other = (file: string): Node | undefined => {
    if (!others.has(file)) {
      const text = read(file);
      others.set(file, typeof text === "string" ? undefined : otherFile(text, variables));
    }
    return others.get(file);
  };
  let project: Node | undefined;
  for (const text of files) {
    const inside = [...above, text.file];
    for (const written of treesOf(text)) {
      const own = withExtends(interpolateTree(written, variables, folder), text.file, other);
      const whole = withIncludes(own, loading, inside, load);
      project = project ? merge(project, whole) : whole;
    }
  }
  return project && settled(project);
}

/** A file that services extend: its paths start from its own folder. */
function otherFile(text: Text, variables: Variables): Node | undefined {
  const trees = treesOf(text).map((tree) => interpolateTree(tree, variables, dirname(text.file)));
  const [first, ...more] = trees;
  return first && settled(more.reduce((base, over) => merge(base, over), first));
}

/** Larger files are no compose files that somebody edits: nothing of them is read. */
const maxLength = 1_000_000;

const trees = new WeakMap<Text, readonly Node[]>();

/** The same text has the same trees: reading YAML is most of the work. */
function treesOf(text: Text): readonly Node[] {
  // What a generator has still to fill in is no YAML yet.
  const readable = text.text.length <= maxLength && !text.text.includes("{%");
  const known = trees.get(text) ?? (readable ? readYaml(text.file, text.text) : []);
  trees.set(text, known);
  return known;
}
