import type { Evidence } from "../evidence.ts";
import { defineCause } from "./cause.ts";
import { complaint, refusal } from "./words.ts";

// moby, oci/WithUser: "unable to find user x: no matching entries in passwd file".
const said = /[Uu]nable to find (user|group) (\S+?):/;

export const userUnknown = defineCause({
  id: "user-unknown",
  title: "USER or its group is not in the image",
  severity: "error",

  *confirm(evidence) {
    const { container, user } = evidence;
    const [, kind, name] = said.exec(container?.error ?? "") ?? [];
    if (container && kind) {
      yield {
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

/** su, gosu and su-exec, and programs that ask who they are. */
const inside =
  /user (\S+) does not exist|unable to find user (\S+?):|unknown user (\S+)|uid not found: (\d+)|cannot find name for user ID (\d+)/;

function missingEntry(user: Evidence["user"], name = "") {
  if (!user?.unknown) return [];
  const file = user.unknown === "user" ? "passwd" : "group";
  return [{ probe: "image", text: `/etc/${file} has no entry for ${name}` }];
}
