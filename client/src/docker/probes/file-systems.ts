import type { ContainerInspectInfo } from "dockerode";
import type { Evidence, Files } from "../../../../server/src/evidence.ts";
import { mountsOf } from "../mounts.ts";
import type { Session } from "../scratch.ts";
import { launchOf, type Subject } from "../subject.ts";
import { type Reader, reader } from "./files.ts";
import { withImageContainer } from "./image-container.ts";
import { overContainer, overImage } from "./laid-over.ts";
import { shells } from "./shell.ts";
import { userOf } from "./user.ts";
import { type Chains, type Start, walkStart, walkTo } from "./walk.ts";

/** What one view of the file system shows of a start. */
export interface View {
  readonly files: Files;
  readonly chains: Chains;
}

export interface ImageView extends View {
  readonly user: Evidence["user"];
  /** The first shell that the image holds with all that it needs. */
  readonly shell: (typeof shells)[number] | undefined;
}

/** Without mounts, in a container that is made for this. */
export function filesInImage(
  session: Session,
  subject: Subject,
  machine: string,
  signal: AbortSignal,
): Promise<ImageView> {
  return withImageContainer(session, subject, async (id) => {
    const files = reader(session, id, overImage(subject), signal);
    const launch = launchOf(subject);
    const groups = subject.container?.HostConfig.GroupAdd ?? [];
    const look = (start: Start) => Promise.all([walkStart(files, start), shellIn(files, start)]);
    // Who the user is decides how far a walk counts, not which files are on the way: they are read meanwhile.
    const [user] = await Promise.all([
      userOf(files, launch.user, groups),
      look({ launch, user: undefined, machine }),
    ]);
    const [chains, shell] = await look({ launch, user, machine });
    return { files: files.facts(), chains, user, shell };
  });
}

async function shellIn(files: Reader, start: Start): Promise<ImageView["shell"]> {
  for (const shell of shells) {
    if ((await walkTo(files, shell, start)).outcome === "ok") return shell;
  }
  return undefined;
}

/** As the failing container sees them, in that container itself. It is not started. */
export async function filesInContainer(
  session: Session,
  subject: Subject,
  container: ContainerInspectInfo,
  user: Evidence["user"],
  machine: string,
  signal: AbortSignal,
): Promise<View> {
  const files = reader(session, container.Id, overContainer(session, subject), signal);
  // Docker answers nothing at all where a single mount cannot be made, and says why only here.
  const root = await files.lookClosely("/");
  if (root.kind === "unknown") throw new Error(root.why);
  const chains = await walkStart(files, { launch: launchOf(subject), user, machine });
  await Promise.all(mountsOf(container).map((mount) => files.lookClosely(mount.destination)));
  return { files: files.facts(), chains };
}
