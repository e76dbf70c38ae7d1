import type { Span } from "../base/text.ts";
import type { Mount, Value } from "./model.ts";
import type { Node, Read } from "./read-yaml.ts";

/** An entry of `volumes`, in its short or its long form. */
export function mount(
  { item, block }: { item: Node; block: boolean },
  read: Read,
): Mount | undefined {
  const span = read.span(item);
  if (read.isScalar(item)) return shortMount(read.value(item), span, block);
  const target = read.value(read.get(item, "target"));
  if (!target) return undefined;
  const type = read.value(read.get(item, "type"))?.text;
  return {
    type: type === "bind" || type === "volume" || type === "tmpfs" ? type : "other",
    source: read.value(read.get(item, "source")),
    target,
    readOnly: read.value(read.get(item, "read_only"))?.text === "true",
    noCopy: read.value(read.get(read.get(item, "volume"), "nocopy"))?.text === "true",
    span,
    block,
  };
}

/** `[SOURCE:]TARGET[:MODE]`; a source that starts with `.`, `/` or `~` is a path of the host. */
function shortMount(value: Value | undefined, span: Span, block: boolean): Mount | undefined {
  if (!value) return undefined;
  // The colon behind a drive letter separates nothing.
  const parts = value.text.match(/(?:^[A-Za-z]:(?=[\\/]))?[^:]+/g) ?? [];
  const [first = "", second, mode = ""] = parts;
  const word = (text: string): Value => ({ ...value, text });
  const source = second === undefined ? undefined : word(first);
  const options = mode.split(",");
  const isPath = /^([./~\\]|[A-Za-z]:[\\/])/.test(first);
  return {
    type: source && isPath ? "bind" : value.unknown ? "other" : "volume",
    source,
    target: word(second ?? first),
    readOnly: options.includes("ro"),
    noCopy: options.includes("nocopy"),
    span,
    block,
  };
}

/** The entries of `tmpfs`: a string or a list. */
export function tmpfs(node: Node | undefined, read: Read): Mount[] {
  const nodes = read.isScalar(node) ? [{ item: node, block: false }] : read.items(node);
  return nodes.flatMap(({ item, block }) => {
    const value = read.value(item);
    if (!value) return [];
    const target = { ...value, text: value.text.split(":")[0] ?? "" };
    const span = read.span(item);
    return [
      { type: "tmpfs", source: undefined, target, readOnly: false, noCopy: true, span, block },
    ];
  });
}
