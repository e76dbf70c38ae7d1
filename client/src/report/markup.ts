import { visible } from "./visible.ts";

/** HTML that is safe to show. Made by `markup` only, so that nothing gets in unescaped. */
export interface Markup {
  readonly html: string;
}

type Value = string | number | Markup | readonly Markup[] | undefined | false;

/** A template of HTML: text between its tags and in its attributes is escaped, markup is kept. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return {
    html: parts.map((part, i) => part + (i < values.length ? toHtml(values[i]) : "")).join(""),
  };
}

function toHtml(value: Value): string {
  if (value === undefined || value === false) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return visible(value).replace(/[&<>"'`]/g, entity);
  return "html" in value ? value.html : value.map(({ html }) => html).join("");
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
