import { nearest } from "../base/nearest.ts";
import { rewrite } from "./edits.ts";
import type { Rule } from "./refusal.ts";

const actions = ["rebuild", "sync", "restart", "sync+restart", "sync+exec"];

/** Rules of `develop.watch`: compose refuses the whole file for one, also where nobody watches. */
export const watch: Rule = function* ({ watch: rules }, composeFile) {
  for (const { span, action, target } of rules) {
    if (!action || action.unknown) continue;
    if (!actions.includes(action.text)) {
      const meant = nearest(action.text.toLowerCase(), actions);
      yield {
        at: action,
        message: `develop.watch knows no action "${action.text}": ${actions.join(", ")}`,
        said: "must be one of the following",
        ...(meant && {
          fix: { title: `Write ${meant}`, edits: rewrite(action, meant, composeFile) },
        }),
      };
    } else if (action.text.startsWith("sync") && target === undefined) {
      yield {
        at: span,
        message: `${action.text} copies files into the container, and no target says where to`,
        said: "target is required for non-rebuild actions",
      };
    }
  }
};
