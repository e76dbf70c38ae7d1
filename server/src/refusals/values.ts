import type { Value } from "../compose/model.ts";
import { get, type Node, scalar } from "../compose/tree.ts";

/** A scalar by the names on the way to it; undefined where it is not there, or not known. */
export function known(node: Node, ...names: readonly string[]): Value | undefined {
  const value = scalar(names.reduce<Node | undefined>((inside, name) => get(inside, name), node));
  return value?.unknown ? undefined : value;
}

/** A decimal number; undefined for any other text. */
export function numberOf(value: Value | undefined): number | undefined {
  return value && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value.text) ? Number(value.text) : undefined;
}

const units = ["", "k", "m", "g", "t", "p", "e"];

/** A size as docker/go-units reads it (`RAMInBytes`): `64m`, `1.5 GiB`, a plain number of bytes. */
export function bytesOf(text: string): number | undefined {
  const [, digits = "", unit] = /^(\d+(?:\.\d+)?) ?(?:([kmgtpe])i?)?b?$/i.exec(text) ?? [];
  if (digits === "") return undefined;
  return Number(digits) * 1024 ** units.indexOf((unit ?? "").toLowerCase());
}
