import { hole, outline, type Variables } from "./interpolate.ts";
import type { Node, ScalarNode } from "./tree.ts";

/** A tree with its variables replaced, whose relative paths start from `folder`. What is shared stays shared. */
export function interpolateTree(root: Node, variables: Variables, folder: string): Node {
  const made = new Map<Node, Node>();
  return resolved(root);

  function resolved(node: Node): Node {
    const known = made.get(node);
    if (known) return known;
    const fresh = fresher(node);
    made.set(node, fresh);
    return fresh;
  }

  function fresher(node: Node): Node {
    switch (node.kind) {
      case "map":
        return {
          ...node,
          entries: node.entries.map(({ key, value }) => ({ key, value: resolved(value) })),
        };
      case "list":
        return {
          ...node,
          items: node.items.map(({ item, block }) => ({ item: resolved(item), block })),
        };
      case "scalar":
        return { ...node, folder, ...texts(node) };
    }
  }

  function texts({ text, string }: ScalarNode): Partial<ScalarNode> {
    if (!string || text === undefined) return {};
    const out = outline(text, variables);
    return out.includes(hole) ? { unknown: true, outline: out } : { text: out };
  }
}
