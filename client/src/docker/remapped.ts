import { json } from "./api.ts";
import type { Connection } from "./connect.ts";

/** With userns-remap, the archive endpoints tell the owners of files in the numbers of the host. */
export async function isRemapped({ docker }: Connection, signal: AbortSignal): Promise<boolean> {
  const call = { method: "GET", path: "/info" } as const;
  const info = await json<{ readonly SecurityOptions?: readonly string[] }>(docker, call, signal);
  return (info.SecurityOptions ?? []).some((option) => option.includes("name=userns"));
}
