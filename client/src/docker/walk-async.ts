import type { Walk } from "../../../server/src/launch/chain.ts";
import type { Fact } from "../../../server/src/launch/facts.ts";

/** Runs a walk over facts that have to be fetched. */
export async function walkAsync<Result>(
  walk: Walk<Result>,
  look: (path: string) => Promise<Fact>,
): Promise<Result> {
  let turn = walk.next();
  while (!turn.done) turn = walk.next(await look(turn.value));
  return turn.value;
}
