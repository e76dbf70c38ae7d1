import type { Variables } from "./interpolate.ts";
import type { Build } from "./model.ts";
import { assignments } from "./parse-environment.ts";
import { partsOf } from "./parts.ts";
import { entries, get, items, type Node, path, scalar, spanOf } from "./tree.ts";

/** `build:` as the path of a context, or with its parts named. */
export function build(node: Node | undefined, variables: Variables): Build | undefined {
  if (!node) return undefined;
  const span = spanOf(node);
  return {
    span,
    context: path(node.kind === "scalar" ? node : get(node, "context")),
    dockerfile: scalar(get(node, "dockerfile")),
    inline: scalar(get(node, "dockerfile_inline")),
    target: scalar(get(node, "target")),
    args: assignments(get(node, "args"), variables),
    contexts: contexts(get(node, "additional_contexts")),
  };
}

/** `name: path` or `- name=path`. */
function contexts(node: Node | undefined): Build["contexts"] {
  const mapped = entries(node).map(({ key, value }) => [key.text, path(value)] as const);
  const listed = items(node).map(({ item }) => {
    const [name, ...rest] = partsOf(item, /^[^=]+|(?<==).*$/gs);
    const folder = item.kind === "scalar" ? item.folder : "";
    return [name?.text ?? "", rest[0] && { ...rest[0], folder }] as const;
  });
  return new Map([...mapped, ...listed]);
}
