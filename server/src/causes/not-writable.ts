import { basename, isWithin, join, within } from "../base/path.ts";
import type { ServerWrites } from "../image/base-images.ts";
import { keeperOf, look } from "../image/filesystem.ts";
import { describeMode } from "../launch/describe.ts";
import { permits } from "../launch/permits.ts";
import { hostEntry } from "../project/host-files.ts";
import type { Container, ContainerMount, Project } from "../project/project.ts";
import { refusedWrite } from "../project/refused-write.ts";
import { startOf } from "../project/start.ts";
import { type ContainerUser, userOf } from "../project/user.ts";
import { defineCause, type Fix, insert, type Prediction } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const said =
  /Read-only file system|No space left on device|(?:Permission denied|EACCES|PermissionError)/;
const path = /(?:['"‘`])(\/[^'"’`]+)['"’`]|(\/[^\s:'"]+)/;
const bareName = /(?:create|touch|open|mkdir|directory|file) '?(?!\/)[\w.-]+'?: Permission denied/;
const programs = /\bexec\b|can't open|cannot open|[Cc]annot execute|[Cc]an't execute/;

export const notWritable = defineCause({
  id: "not-writable",
  title: "It may not write where it must",
  severity: "error",

  *predict(project) {
    for (const container of project.containers) {
      const found = [
        ...mountPoints(container, project),
        ofScript(container),
        ofServer(container),
        onReadOnlyRoot(container),
      ];
      for (const one of found) if (one) yield { ...one, containers: [container] };
    }
  },

  *confirm(evidence) {
    const refused = refusal(
      evidence,
      /error mounting .*read-only file system|mkdirat? .*read-only file system/,
    );
    const quote = refused ?? complaint(evidence, said);
    if (!quote || (!refused && programs.test(quote.text))) return;
    const [, quoted, bare] = path.exec(quote.text) ?? [];
    const place = quoted ?? bare;
    if (!place && !refused) return;
    // A file by its bare name goes into the working directory: see workdir-unusable.
    if (!refused && bareName.test(quote.text)) return;
    const mount = evidence.container?.mounts.find(
      ({ destination }) => place && isWithin(place, destination),
    );
    const who = evidence.user?.asked || "root";
    const where = mount
      ? `, which a ${mount.readOnly ? "read-only " : ""}mount brings with the owner it has there`
      : evidence.container?.readOnly
        ? "; the container's root is read-only"
        : "";
    yield {
      certainty: place ? "certain" : "likely",
      message: `user ${who} could not write ${place ?? "where a mount point had to be made"}${where}`,
      quotes: [quote],
    };
  },
});

/** Docker makes the place of a mount where there is none; in a read-only mount it cannot. */
function* mountPoints({ mounts }: Container, { listings }: Project): Generator<Prediction> {
  for (const { mount, target } of mounts) {
    const outer = mounts.findLast((one) => one.target !== target && isWithin(target, one.target));
    if (outer?.mount.type !== "bind" || !outer.mount.readOnly || !outer.hostPath) continue;
    const place = join(outer.hostPath, within(target, outer.target) ?? "");
    if (hostEntry(listings, place) !== "absent") continue;
    yield {
      at: mount.span,
      certainty: "certain",
      message: `${outer.mount.source?.text}, which is mounted read-only at ${outer.target}, has no ${within(target, outer.target)}, and it cannot be made there: mkdir ${target}: read-only file system`,
      related: [{ at: outer.mount.span, message: "this mount is read-only" }],
    };
  }
}

/** A script of the start writes where it may not. */
function ofScript(container: Container): Prediction | undefined {
  const refused = refusedWrite(container);
  if (!refused) return undefined;
  const { write, place, found, mount, why } = refused;
  const related = [{ at: write.command, message: "it is written here" }];
  if (why === "read-only mount" || "setting" in why) {
    const readOnly = why !== "read-only mount";
    const at = readOnly ? why.setting : mount?.mount.span;
    const what = readOnly ? "the container's root is read-only" : `${place} is mounted read-only`;
    const message = `${what}, and the start writes ${write.path}: ${write.complaint}: Read-only file system`;
    return at && { at, certainty: "certain", message, related };
  }
  // The working directory has a cause of its own.
  if (!mount && place === container.workdir) return undefined;
  const { user } = why;
  const keeper = keeperOf(found);
  const origin = keeper && keeper.at.file !== "" ? keeper.at : user.word;
  const at = mount?.mount.span ?? origin;
  if (at.file === "") return undefined;
  return {
    at,
    // A volume may have been there before, and have got another owner.
    certainty: mount ? "likely" : "certain",
    message: `user ${user.name} may not write to ${place}${describeMode(found.fact)}${mount ? ofMount(mount) : ""}: ${write.complaint}: Permission denied`,
    related:
      user.word.file === ""
        ? related
        : [...related, { at: user.word, message: `it runs as ${user.name}` }],
    fixes: mount
      ? mount.mount.type === "volume"
        ? ownFolder(container, mount.target, user)
        : []
      : ownPlace(container, place, user),
  };
}

function ofMount({ mount }: ContainerMount): string {
  return mount.type === "volume"
    ? ", since a new volume gets the owner that the folder has in the image"
    : ", since a mount keeps the owner that its folder has on the host";
}

/** The server of the base image, started as somebody who may not write where it writes. */
function ofServer(container: Container): Prediction | undefined {
  const user = userOf(container);
  const writes = container.base?.writes;
  const start = startOf(container);
  const worker = start?.programs.at(-1);
  if (!user || user.word.file === "" || !writes || !start || !worker) return undefined;
  if (basename(worker.word.text) !== writes.program || worker.container.outcome === "broken")
    return undefined;
  // Its configuration may have been replaced, or another one be named.
  if (look(container.filesystem, writes.configuration).by) return undefined;
  if (start.words.some(({ text }) => /^-[cdf]/.test(text))) return undefined;
  const place = writes.folders.find(
    (folder) => !permits(user, look(container.filesystem, folder).fact, 0o2),
  );
  if (!place) return undefined;
  return {
    at: { file: user.word.file, start: user.word.start, end: user.word.end },
    certainty: "likely",
    message: `user ${user.name} may not write to ${place}, which belongs to root in this image: ${writes.words}`,
    fixes: givenAway(container, writes, user),
  };
}

/** `read_only: true`, and nothing is mounted where the server of the base image writes. */
function onReadOnlyRoot(container: Container): Prediction | undefined {
  const { service, mounts, base } = container;
  const setting = service?.options.settings.get("read_only");
  const worker = startOf(container)?.programs.at(-1);
  if (!base?.writes || !worker || !setting || setting.unknown || setting.text !== "true")
    return undefined;
  const { program, configuration, folders, words } = base.writes;
  if (basename(worker.word.text) !== program || worker.container.outcome === "broken")
    return undefined;
  if (look(container.filesystem, configuration).by) return undefined;
  const place = folders.find((folder) => !mounts.some(({ target }) => isWithin(folder, target)));
  if (!place) return undefined;
  const complaint = words.replace(
    /\(?13\)?[):]? ?:? ?Permission denied\)?/,
    "(30: Read-only file system)",
  );
  return {
    at: setting,
    certainty: "likely",
    message: `the container's root is read-only, and ${program} writes to ${place}: ${complaint}`,
  };
}

/** chown in front of USER. */
function givenAway(
  { image }: Container,
  { folders, files }: ServerWrites,
  user: ContainerUser,
): Fix[] {
  const made = files.length > 0 ? `touch ${files.join(" ")} && ` : "";
  const line = `RUN ${made}chown -R ${user.name} ${[...folders, ...files].join(" ")}\n`;
  return beforeUser(image, user, line, `Give ${folders.join(" and ")} to ${user.name}`);
}

/** The folder in the image, whose owner a new volume gets. */
function ownFolder({ image }: Container, folder: string, user: ContainerUser): Fix[] {
  const line = `RUN mkdir -p ${folder} && chown ${user.name} ${folder}\n`;
  return beforeUser(image, user, line, `Make ${folder} in the image, for ${user.name}`);
}

function ownPlace({ image }: Container, place: string, user: ContainerUser): Fix[] {
  const line = `RUN chown ${user.name} ${place}\n`;
  return beforeUser(image, user, line, `Give ${place} to ${user.name}`);
}

function beforeUser(
  image: Container["image"],
  { word }: ContainerUser,
  line: string,
  title: string,
): Fix[] {
  const instruction = image?.stage.instructions.find(
    ({ kind, span }) => kind === "USER" && span.file === word.file && span.start <= word.start,
  );
  return instruction ? [insert(word.file, instruction.span.start, line, title)] : [];
}
