import type { Evidence } from "../../../../server/src/evidence.ts";
import { type Chain, startChain } from "../../../../server/src/launch/chain.ts";
import type { Launch } from "../subject.ts";
import { walkAsync } from "../walk-async.ts";
import type { Reader } from "./files.ts";
import { related } from "./programs.ts";

/** The way to each program of a start command; the first is argv[0]'s. */
export type Chains = ReadonlyMap<string, Chain>;

export interface Start {
  readonly launch: Launch;
  readonly user: Evidence["user"];
  /** In GOARCH's names. */
  readonly machine: string | undefined;
}

/** Looks at every file on the way of a start, and at those that tell what was meant where one is missing. */
export async function walkStart(reader: Reader, start: Start): Promise<Chains> {
  const { launch } = start;
  const { programs, files } = related(launch);
  const names = [launch.argv[0] ?? "", ...programs].filter((name) => name !== "");
  const walks = names.map(async (name) => [name, await walkTo(reader, name, start)] as const);
  const looks = files.map((path) => reader.look(path));
  if (launch.workingDir) looks.push(reader.lookClosely(launch.workingDir));
  const [chains] = await Promise.all([Promise.all(walks), Promise.all(looks)]);
  return new Map(chains);
}

/** What Docker sets where an image sets none (moby, oci/defaults). */
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export function walkTo(reader: Reader, program: string, start: Start): Promise<Chain> {
  const { launch, user, machine } = start;
  const path = (launch.path ?? defaultPath).split(":");
  const cwd = launch.workingDir || "/";
  const known = user?.uid === undefined ? {} : { user: { uid: user.uid, gids: user.gids ?? [] } };
  const walk = startChain({ program, path, cwd, machine, ...known });
  return walkAsync(walk, (path) => reader.look(path));
}
