import { broken } from "../../../../server/src/launch/chain.ts";
import { mountsOf } from "../mounts.ts";
import { launchOf, type Subject, words } from "../subject.ts";
import type { Findings } from "./experiment.ts";
import type { Trial } from "./start.ts";

/** Where the container says what to start instead of the image: whether the image's own words would do. */
export function ownCommand(
  { target, container, image }: Subject,
  { pairs }: Findings,
): Trial | undefined {
  if (!container || !image) return undefined;
  const argv = [...words(image.Config?.Entrypoint), ...words(image.Config?.Cmd)];
  const asked = launchOf({ target, container }).argv;
  const same = argv.length === asked.length && argv.every((word, i) => word === asked[i]);
  const [program] = pairs;
  const end = program && broken(program.image);
  // What hangs on a file of the image is the same with other arguments.
  const elsewhere = end?.role === "program" && end.asked !== argv[0];
  if (argv.length === 0 || same || !elsewhere) return undefined;
  return { change: { kind: "own-command" }, mounts: mountsOf(container), argv };
}
