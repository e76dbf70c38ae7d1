import { isWithin, resolve } from "../base/path.ts";
import type { Evidence } from "../evidence.ts";
import { keeperOf, look } from "../image/filesystem.ts";
import { describeMode } from "../launch/describe.ts";
import { permits } from "../launch/permits.ts";
import { recordedStart } from "../launch/recorded.ts";
import { closedTo } from "../project/closed.ts";
import type { Container } from "../project/project.ts";
import { stepTo } from "../project/reach.ts";
import { refusedWrite } from "../project/refused-write.ts";
import { userOf } from "../project/user.ts";
import { workdirPlace } from "../project/workdir.ts";
import { defineCause, type Finding, insert, type Prediction, replace } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

const said =
  /[Cc]annot mkdir: (\S+) is not a directory|chdir to cwd \("([^"]+)"\)|workdir "([^"]+)"|the working directory '([^']+)' is invalid|error during container init: mkdir (\S+): read-only/;

export const workdirUnusable = defineCause({
  id: "workdir-unusable",
  title: "The working directory cannot be used",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction =
        relative(container) ??
        noFolder(container) ??
        notToBeMade(container) ??
        closed(container) ??
        ofSomebodyElse(container);
      if (prediction) yield { ...prediction, containers: [container] };
    }
  },

  *confirm(evidence) {
    const workdir = evidence.container?.workingDir;
    const onIt = refusal(
      evidence,
      /error mounting "[^"]+" to rootfs at "[^"]+".*not a directory|mount `[^`]+` to `[^`]+`: Not a directory/,
    );
    // crun writes the place without its first slash.
    const places = workdir ? [`rootfs at "${workdir}"`, `to \`${workdir.slice(1)}\``] : [];
    const mounted = places.some((place) => onIt?.text.includes(place)) ? onIt : undefined;
    const quote = refusal(evidence, said) ?? mounted;
    if (!quote) {
      yield* notOfTheUser(evidence);
      return;
    }
    const path = said.exec(quote.text)?.slice(1).find(Boolean) ?? evidence.container?.workingDir;
    yield {
      certainty: "certain",
      message: `${path} is the working directory, and it is no directory, may not be entered, or cannot be made`,
      quotes: [quote],
    };
  },
});

/** Docker wants an absolute path in the configuration of a container. */
function relative({ service, config }: Container): Prediction | undefined {
  const value = service?.workingDir;
  if (!value || value.unknown || value.text.startsWith("/") || /^[a-zA-Z]:|\$/.test(value.text)) {
    return undefined;
  }
  const absolute = resolve(config.workdir ?? "/", value.text);
  return {
    at: value,
    certainty: "certain",
    message: `the working directory '${value.text}' is invalid, it needs to be an absolute path`,
    fixes: [replace(value, absolute, `Write it as ${absolute}`)],
  };
}

/** A file lies where the engine is to go. */
function noFolder(container: Container): Prediction | undefined {
  const { workdir } = container;
  const at = workdirPlace(container);
  if (workdir === undefined || workdir === "/" || !at) return undefined;
  const step = stepTo(container.filesystem, workdir);
  if (step.fact.kind !== "file") return undefined;
  const found = look(container.filesystem, step.path);
  const mount = container.mounts.find((one) => one.mount.span === found.by?.at);
  const made = found.by && found.by.at.file !== "" ? found.by.at : undefined;
  return {
    at: mount?.mount.span ?? (at.file === container.image?.dockerfile.file ? (made ?? at) : at),
    certainty: "certain",
    message: mount
      ? `${mount.mount.source?.text ?? "the mount"} is a file, and ${workdir} is the working directory: not a directory`
      : `${step.path} is a file, and the start needs a folder there: Cannot mkdir: ${workdir} is not a directory`,
    related: [{ at, message: `${workdir} is the working directory` }],
  };
}

/** A mount hides the folder, and Docker cannot make it in there. */
function notToBeMade(container: Container): Prediction | undefined {
  const { workdir, filesystem, mounts } = container;
  if (workdir === undefined) return undefined;
  const mount = mounts.findLast(({ target }) => isWithin(workdir, target));
  if (mount?.mount.type !== "bind" || !mount.mount.readOnly || mount.target === workdir)
    return undefined;
  if (stepTo(filesystem, workdir).verdict !== "missing") return undefined;
  const at = workdirPlace(container);
  return {
    at: mount.mount.span,
    certainty: "certain",
    message: `hides ${workdir}, the working directory, and is read-only, so that it cannot be made: mkdir ${workdir}: read-only file system`,
    ...(at && { related: [{ at, message: `${workdir} is the working directory` }] }),
  };
}

/** Engines go there as root: it starts, and then may not look around. */
function closed(container: Container): Prediction | undefined {
  const { workdir, filesystem } = container;
  const user = userOf(container);
  const at = workdirPlace(container);
  // What the start itself is refused is told as such.
  if (workdir === undefined || !user || !at || closedTo(container)) return undefined;
  const step = stepTo(filesystem, workdir, user);
  const refused =
    step.verdict === "not-permitted" ||
    (step.fact.kind === "directory" && !permits(user, step.fact, 0o1));
  if (!refused) return undefined;
  const keeper = keeperOf(look(filesystem, step.path));
  return {
    at,
    certainty: "possible",
    message: `user ${user.name} may not enter ${step.path}${describeMode(step.fact)}: the container starts in ${workdir} all the same, and finds no file there`,
    related:
      keeper && keeper.at.file !== ""
        ? [{ at: keeper.at, message: `${step.path} is closed here` }]
        : [],
  };
}

/** A script of the start writes into it, and it belongs to somebody else. */
function ofSomebodyElse(container: Container): Prediction | undefined {
  const refused = refusedWrite(container);
  const at = workdirPlace(container);
  if (!refused || !at || refused.mount || refused.place !== container.workdir) return undefined;
  const { write, place, found, why } = refused;
  if (why === "read-only mount" || "setting" in why) return undefined;
  const { user } = why;
  const made = keeperOf(found)?.at.start === at.start;
  const line = `\nRUN chown ${user.name} ${place}`;
  return {
    at,
    certainty: "certain",
    message: `user ${user.name} may not write into ${place}${describeMode(found.fact)}, the working directory: ${write.complaint}: Permission denied`,
    related: [{ at: write.command, message: "it is written here" }],
    fixes: made ? [insert(at.file, at.end, line, `Give ${place} to ${user.name}`)] : [],
  };
}

/** The program is refused a file by a name without a folder, or may not even enter the folder it stands in. */
function* notOfTheUser(evidence: Evidence): Generator<Finding> {
  const { container, files, user } = evidence;
  const workdir = container?.workingDir;
  const start = recordedStart(evidence);
  const folder = workdir ? (files?.container ?? files?.image)?.[workdir] : undefined;
  if (!workdir || !start?.user || folder?.kind !== "directory") return;
  const who = `user ${user?.asked || start.user.uid}`;
  const quote = complaint(
    evidence,
    /(?:create|touch|open|mkdir|directory|file) '?(?!\/)[\w.-]+'?: Permission denied/,
  );
  if (quote && !permits(start.user, folder, 0o2)) {
    yield {
      certainty: "certain",
      message: `${who} may not write into ${workdir}${describeMode(folder)}, the working directory: make it theirs with chown, behind WORKDIR`,
      quotes: [quote],
    };
  } else if (!permits(start.user, folder, 0o1)) {
    yield {
      certainty: "possible",
      message: `${who} may not enter ${workdir}${describeMode(folder)}, the working directory: it was started there all the same, and finds no file`,
      quotes: [{ probe: "container", text: `${workdir}:${describeMode(folder)}` }],
    };
  }
}
