import { visibleLine } from "../report/visible.ts";

/** Words of others in a notification, which makes links, of commands too, out of `[words](address)`. */
export function messageText(words: string): string {
  return visibleLine(words).replaceAll("](", "] (");
}
