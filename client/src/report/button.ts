import { type Markup, markup } from "./markup.ts";
import type { PageMessage } from "./page-message.ts";

/** A button that sends one message to the editor. `key` names the fix it applies. */
export function button(
  message: PageMessage,
  label: string,
  look: "primary" | "secondary",
  key?: string,
): Markup {
  const fix = key !== undefined && markup` data-fix="${key}"`;
  return markup`<button type="button" class="${look}" data-message="${JSON.stringify(message)}"${fix}>${label}</button>`;
}
