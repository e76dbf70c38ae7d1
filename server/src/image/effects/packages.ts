import { readArguments, type Tool } from "./tool.ts";

/**
 * The package managers of distributions. A package brings a program of its own name, or those named
 * here; what else it brings lies below the distribution's own folders.
 */
export const packages: Tool = {
  commands: ["apt-get", "apt", "aptitude", "apk", "dnf", "microdnf", "yum", "zypper"],
  *effect(call) {
    const { operands } = readArguments(call.args, [
      "-t",
      "-o",
      "-c",
      "--virtual",
      "-X",
      "--repository",
    ]);
    const [command, ...names] = operands;
    if (command === undefined || !/^(install|add|reinstall|upgrade|dist-upgrade)$/.test(command)) {
      return;
    }
    for (const path of ["/bin", "/sbin", "/usr", "/lib", "/etc", "/var", "/opt"]) {
      yield { kind: "cloud", path };
    }
    for (const name of names.flatMap((name) => programsOf(name?.split(/[=<>~]/)[0]))) {
      const at = call.name === "apk" && name === "bash" ? "/bin" : "/usr/bin";
      yield { kind: "write", path: `${at}/${name}`, fact: { kind: "file", mode: 0o755 } };
    }
  },
};

function programsOf(name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  return brought[name] ?? (single.has(name) ? [name] : []);
}

const single = new Set(
  (
    "bash curl wget git make gcc tini dumb-init gosu su-exec jq unzip zip openssl ffmpeg nginx sudo " +
    "python3 nodejs npm yarn php ruby perl rsync xz-utils procps tmux vim nano htop socat supervisor"
  ).split(" "),
);

const brought: Readonly<Record<string, readonly string[]>> = {
  "build-essential": ["gcc", "g++", "make"],
  "build-base": ["gcc", "g++", "make"],
  nodejs: ["node"],
  "netcat-openbsd": ["nc"],
  "netcat-traditional": ["nc"],
  "postgresql-client": ["psql", "pg_isready", "pg_dump"],
  "python3-pip": ["pip3", "pip"],
  "py3-pip": ["pip3", "pip"],
  python3: ["python3"],
  procps: ["ps", "pgrep"],
  supervisor: ["supervisord", "supervisorctl"],
  "xz-utils": ["xz"],
};
