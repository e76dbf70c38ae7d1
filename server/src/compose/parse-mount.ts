import { normalize } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Mount, PathValue, Service, Value } from "./model.ts";
import { partsOf } from "./parts.ts";
import {
  flag,
  get,
  type Item,
  items,
  itemsOrOne,
  type Node,
  path,
  scalar,
  spanOf,
} from "./tree.ts";
import { lastOfEach } from "./unique.ts";

/** What a service mounts: one thing at each path. */
export function mounts(body: Node): Pick<Service, "mounts" | "replacedMounts"> {
  const listed = items(get(body, "volumes")).flatMap((item) => mount(item) ?? []);
  const last = lastOfEach(listed, ({ target }) =>
    target.unknown ? undefined : normalize(target.text),
  );
  return {
    mounts: [...last, ...tmpfs(get(body, "tmpfs"))],
    replacedMounts: listed.filter((one) => !last.includes(one)),
  };
}

/** An entry of `volumes`, in its short or its long form. */
function mount({ item, block }: Item): Mount | undefined {
  const span = spanOf(item);
  if (item.kind === "scalar") return shortMount(item, span, block);
  const target = scalar(get(item, "target"));
  if (!target) return undefined;
  const type = scalar(get(item, "type"))?.text;
  return {
    type: type === "bind" || type === "volume" || type === "tmpfs" ? type : "other",
    source: path(get(item, "source")),
    target,
    readOnly: flag(get(item, "read_only")) === true,
    noCopy: flag(get(get(item, "volume"), "nocopy")) === true,
    span,
    block,
  };
}

/** `[SOURCE:]TARGET[:MODE]`; a source that starts with `.`, `/` or `~` is a path of the host. */
function shortMount(node: Node, span: Span, block: boolean): Mount | undefined {
  const value = path(node);
  // The colon behind a drive letter separates nothing.
  const parts = partsOf(node, /(?:^[A-Za-z]:(?=[\\/]))?[^:]+/g);
  const [first, second, mode] = parts;
  if (!value || !first) return undefined;
  const word = (part: Value): PathValue => ({ ...part, folder: value.folder });
  const options = mode?.text.split(",") ?? [];
  const isPath = /^([./~\\]|[A-Za-z]:[\\/])/.test(first.text);
  const source = second && word(first);
  return {
    type: source && isPath ? "bind" : first.unknown ? "other" : "volume",
    source,
    target: second ?? first,
    readOnly: options.includes("ro"),
    noCopy: options.includes("nocopy"),
    span,
    block,
  };
}

/** The entries of `tmpfs`: a string or a list. */
function tmpfs(node: Node | undefined): Mount[] {
  const entries = lastOfEach(itemsOrOne(node), ({ item }) => scalar(item)?.text.split("=")[0]);
  return entries.flatMap(({ item, block }): Mount[] => {
    const [target] = partsOf(item, /[^:]+/g);
    if (!target) return [];
    const span = spanOf(item);
    return [
      { type: "tmpfs", source: undefined, target, readOnly: false, noCopy: true, span, block },
    ];
  });
}
