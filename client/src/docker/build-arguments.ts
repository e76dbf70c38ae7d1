import { json } from "./api.ts";
import type { Connection } from "./connect.ts";
import type { Subject } from "./subject.ts";

/** `NAME=value` of the build arguments of an image. They stand in its history, and may be secret. */
export async function buildArgumentsOf(
  { docker }: Pick<Connection, "docker">,
  { image }: Subject,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!image) return [];
  const call = { method: "GET", path: `/images/${image.Id}/history` } as const;
  const history = await json<readonly { readonly CreatedBy?: string }[]>(docker, call, signal);
  return history.flatMap(({ CreatedBy = "" }) => argumentsIn(CreatedBy));
}

/** `|2 A=one B=two /bin/sh -c …`, with `RUN` in front by BuildKit. Pure; exported for its test. */
export function argumentsIn(created: string): readonly string[] {
  const [, count = "0", rest = ""] = /^(?:RUN )?\|(\d+) (.*)$/s.exec(created) ?? [];
  // A value may hold blanks; the shell's path begins behind the last one.
  const words = rest.replace(/ \/[^ ]* (-\S+ )?.*$/s, "").split(/ (?=[A-Za-z_]\w*=)/);
  return words.slice(0, Number(count));
}
