import type { WatchRule } from "./model.ts";
import { get, items, type Node, path, scalar, scalars, spanOf } from "./tree.ts";

/** `develop.watch`: what is to happen in the container when files of the host change. */
export function watchRules(develop: Node | undefined): WatchRule[] {
  return items(get(develop, "watch")).map(({ item }) => ({
    span: spanOf(item),
    path: path(get(item, "path")),
    action: scalar(get(item, "action")),
    target: scalar(get(item, "target")),
    ignore: scalars(get(item, "ignore")),
  }));
}
