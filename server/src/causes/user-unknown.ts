import { defineCause } from "./cause.ts";

// moby, oci/WithUser: "unable to find user x: no matching entries in passwd file".
const said = /[Uu]nable to find (user|group) (\S+?):/;

export const userUnknown = defineCause({
  id: "user-unknown",
  title: "USER or its group is not in the image",
  severity: "error",

  *confirm({ container, user }) {
    const [, kind, name] = said.exec(container?.error ?? "") ?? [];
    if (!container || !kind) return;
    yield {
      certainty: "certain",
      message: `the image has no ${kind} named ${name}: ${kind === "user" ? "create it in this stage, or write its number" : "create it in this stage"}`,
      quotes: [
        { probe: "start", text: container.error },
        ...(user?.unknown
          ? [
              {
                probe: "image",
                text: `/etc/${user.unknown === "user" ? "passwd" : "group"} has no entry for ${name}`,
              },
            ]
          : []),
      ],
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
