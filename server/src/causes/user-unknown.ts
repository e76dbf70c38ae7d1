import type { Word } from "../base/text.ts";
import type { Evidence } from "../evidence.ts";
import { look } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import { ancestry, runsThatCreate } from "../project/ancestry.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { defineCause, type Prediction } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

// moby, oci/WithUser: "unable to find user x: no matching entries in passwd file".
const said = /[Uu]nable to find (user|group) (\S+?):/;

export const userUnknown = defineCause({
  id: "user-unknown",
  title: "USER or its group is not in the image",
  severity: "error",

  *predict({ images, containers }) {
    for (const image of images) {
      const started = containers.filter((container) => container.image === image);
      const prediction = predictionFor(image);
      if (prediction && started.length > 0) yield { ...prediction, containers: started };
    }
    for (const container of containers) {
      const prediction = outOfRange(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { container, user } = evidence;
    const own = containerOf(evidence, project);
    const word = own && userWord(own);
    const at = word && { at: { file: word.file, start: word.start, end: word.end } };
    const [, kind, name] = said.exec(container?.error ?? "") ?? [];
    if (container && kind) {
      yield {
        ...at,
        certainty: "certain",
        message: `the image has no ${kind} named ${name}: ${kind === "user" ? "create it in this stage, or write its number" : "create it in this stage"}`,
        quotes: [{ probe: "start", text: container.error }, ...missingEntry(user, name)],
      };
      return;
    }
    const quote =
      refusal(evidence, /uids and gids must be in range/) ?? complaint(evidence, inside);
    if (!quote) return;
    const who = inside.exec(quote.text)?.slice(1).find(Boolean) ?? user?.asked ?? "";
    yield {
      ...(who === user?.asked && at),
      certainty: "certain",
      message: `${who} is no user that this image knows: create it in this stage`,
      quotes: [quote],
    };
  },

  exclude({ user }) {
    if (!user || user.unknown || user.uid === undefined) return undefined;
    if (/^\d+(:\d+)?$/.test(user.asked)) return "a number needs no entry in /etc/passwd";
    return user.asked === ""
      ? "it runs as root"
      : `the image knows ${user.asked} as user ${user.uid}`;
  },
});

/** The user as the source names it: `user:` of the service, else USER. */
function userWord({ service, config }: Container): Word | undefined {
  const word = service?.user ?? (config.user.kind === "set" ? config.user.value : undefined);
  return !word || word.file === "" || ("unknown" in word && word.unknown) ? undefined : word;
}

/** Numbers that are no user's: runc takes those that fit 31 bits (moby/sys/user, minID and maxID). */
function outOfRange(container: Container): Prediction | undefined {
  const word = userWord(container);
  if (!word) return undefined;
  const number = word.text
    .split(":")
    .find((part) => /^\d+$/.test(part) && Number(part) > 2147483647);
  if (number === undefined) return undefined;
  return {
    at: { file: word.file, start: word.start, end: word.end },
    certainty: "certain",
    message: `${number} is no number of a user or group: uids and gids must be in range 0-2147483647`,
    containers: [container],
  };
}

/** USER names somebody whom another stage creates, and no stage that this one is built on. */
function predictionFor({
  config,
  base,
  stage,
  dockerfile,
  filesystem,
}: Image): Prediction | undefined {
  const own = ancestry(stage, dockerfile.stages);
  const scratch = own.at(-1)?.base.text === "scratch";
  if (config.user.kind !== "set" || !(base || scratch)) return undefined;
  const { value } = config.user;
  const [name = ""] = value.text.split(":");
  if (value.file === "" || !/^[a-z_][\w-]*$/i.test(name) || base?.users.has(name)) return undefined;
  if (own.some((one) => runsThatCreate(name, one).length > 0)) return undefined;
  // A file of accounts that was copied, or a command that nobody knows, may bring it.
  const passwd = look(filesystem, "/etc/passwd").by?.what ?? "";
  if (/^(COPY|ADD)/.test(passwd) || look(filesystem, "/dockwright").fact.kind === "unknown")
    return undefined;
  const others = dockerfile.stages.filter((one) => !own.includes(one));
  const [made] = others.flatMap((one) => runsThatCreate(name, one).map((run) => ({ one, run })));
  if (!made) return undefined;
  const title = made.one.name?.text ?? String(made.one.index);
  return {
    at: value,
    certainty: "certain",
    message: `user "${name}" is created in stage "${title}", not in the one that is started: unable to find user ${name}: no matching entries in passwd file`,
    related: [{ at: made.run.span, message: `"${name}" is created here, in stage "${title}"` }],
  };
}

/** su, gosu and su-exec, and programs that ask who they are. */
const inside =
  /user (\S+) does not exist|unable to find user (\S+?):|unknown user (\S+)|uid not found: (\d+)|cannot find name for user ID (\d+)/;

function missingEntry(user: Evidence["user"], name = "") {
  if (!user?.unknown) return [];
  const file = user.unknown === "user" ? "passwd" : "group";
  return [{ probe: "image", text: `/etc/${file} has no entry for ${name}` }];
}
