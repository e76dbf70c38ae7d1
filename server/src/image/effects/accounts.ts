import { readArguments, type Tool, writeFolder } from "./tool.ts";

/** useradd and adduser: a home folder, where one is made. */
export const accounts: Tool = {
  commands: [
    "useradd",
    "adduser",
    "groupadd",
    "addgroup",
    "usermod",
    "groupmod",
    "passwd",
    "chpasswd",
  ],
  *effect(call) {
    yield { kind: "cloud", path: "/etc/passwd" };
    yield { kind: "cloud", path: "/etc/group" };
    if (call.name !== "useradd" && call.name !== "adduser") return;
    const { flags, operands } = readArguments(call.args, valued);
    const name = operands.at(-1);
    const home =
      flags.get("-h") || flags.get("--home") || flags.get("--home-dir") || flags.get("-d");
    const path = home?.startsWith("/") ? home : name && `/home/${name}`;
    if (!path || flags.has("--no-create-home") || flags.has("-M") || flags.has("-H")) return;
    // useradd makes no home unless asked; system accounts of adduser get none. Either may by default.
    if (call.name === "useradd" && (flags.has("-m") || flags.has("--create-home"))) {
      yield writeFolder(path);
    }
    yield { kind: "cloud", path };
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
  ...["-c", "--comment", "-h", "--ingroup", "--gecos", "-k", "--skel", "-p", "--password"],
];
