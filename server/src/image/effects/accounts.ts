import { cloud, placeOf, readArguments, type Tool, write } from "./tool.ts";

/**
 * The programs of shadow, of Debian's adduser and of BusyBox: the accounts themselves, and the home
 * folder of a new user. Its mode depends on the distribution (HOME_MODE, DIR_MODE).
 */
export const accounts: Tool = {
  commands: [
    ...["useradd", "adduser", "groupadd", "addgroup", "usermod", "groupmod", "userdel", "groupdel"],
    ...["deluser", "delgroup", "passwd", "chpasswd", "gpasswd", "newusers", "vipw"],
  ],
  *effect({ name, args }, world) {
    yield cloud("/etc/passwd");
    yield cloud("/etc/group");
    const { operands, values, has } = readArguments(args, valued);
    const user = operands.at(-1);
    const named = values("--home", "--home-dir", "-d").at(-1);
    if (name === "usermod") {
      const moved = placeOf(named, world);
      if (moved && has("-m", "--move-home")) yield cloud(moved);
      return;
    }
    if (name !== "useradd" && name !== "adduser") return;
    // `adduser USER GROUP` only adds to a group.
    if (name === "adduser" && operands.length > 1) return;
    // BusyBox and shadow disagree about -h and -d: one that stands for a folder is a path.
    const short = values("-h").find((value) => value?.startsWith("/"));
    const asked = named ?? short;
    const base = values("-b", "--base-dir").at(-1) ?? "/home";
    const path = placeOf(asked === undefined && user ? `${base}/${user}` : asked, world);
    if (user === undefined && asked === undefined) yield cloud("/home");
    if (path === undefined || path === "/" || path === "/nonexistent" || path === "/dev/null")
      return;
    if (has("--no-create-home", "-H") || (name === "useradd" && has("-M"))) return;
    // useradd makes a home where login.defs or a flag says so, adduser for all but system users.
    const certain = name === "useradd" ? has("-m", "--create-home") : !has("--system", "-S", "-r");
    if (!certain) return yield cloud(path);
    const there = world.look(path).fact.kind === "directory";
    if (!there) yield write(path, { kind: "directory" });
    // Shells of the skeleton.
    for (const file of [".bashrc", ".profile", ".bash_logout"]) yield cloud(`${path}/${file}`);
  },
};

const valued = [
  ...[
    "-u",
    "--uid",
    "-g",
    "--gid",
    "-G",
    "--groups",
    "-d",
    "--home",
    "--home-dir",
    "-s",
    "--shell",
  ],
  ...["-c", "--comment", "-h", "--ingroup", "--gecos", "-k", "--skel", "-p", "--password", "-K"],
  ...["-b", "--base-dir", "-e", "--expiredate", "-f", "--inactive", "-R", "--root", "--conf"],
];
