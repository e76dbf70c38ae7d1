import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Agent } from "node:http";
import { Socket } from "node:net";
import { Duplex } from "node:stream";

/**
 * Speaks to an engine behind ssh as the docker client does: through the `ssh` program, and so with the
 * user's own keys, aliases and list of known hosts. The ssh of docker-modem reads none of them.
 */
export function sshAgent(host: string): Agent {
  const { hostname, username, port, pathname } = new URL(host);
  const socket = pathname.length > 1 ? ["--host", `unix://${pathname}`] : [];
  const words = [
    // It has no terminal to ask for a password on.
    ...["-o", "BatchMode=yes", "-o", "ConnectTimeout=10"],
    ...(username ? ["-l", decodeURIComponent(username)] : []),
    ...(port ? ["-p", port] : []),
    ...["-T", "--", hostname.replace(/^\[|\]$/g, "")],
    ...["docker", ...socket, "system", "dial-stdio"],
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  return Object.assign(agent, { createConnection: () => dial(words) });
}

function dial(words: readonly string[]): Duplex {
  const child = spawn("ssh", words, { windowsHide: true });
  const socket = new Duplex({
    read: () => void child.stdout.resume(),
    write: (chunk, _, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-500);
  });
  child.stdout.on("data", (chunk) => {
    if (!socket.push(chunk)) child.stdout.pause();
  });
  child.stdin.on("error", () => {
    // What ssh prints before it ends says more than the broken pipe.
  });
  child.on("error", (error) => socket.destroy(error));
  child.on("close", (code) => {
    if (code) socket.destroy(new Error(said.trim() || `ssh ended with ${code}`));
    else socket.push(null);
  });
  return Object.assign(socket, asSocket(socket, child));
}

/** What node:http asks of a connection beyond a stream. It calls `unref` on one that became idle. */
function asSocket(socket: Duplex, child: ChildProcessWithoutNullStreams) {
  const pipes = [child.stdin, child.stdout, child.stderr].filter((pipe) => pipe instanceof Socket);
  let idle: NodeJS.Timeout | undefined;
  return {
    setTimeout: () => socket,
    setNoDelay: () => socket,
    setKeepAlive: () => socket,
    ref: () => {
      clearTimeout(idle);
      for (const handle of [child, ...pipes]) handle.ref();
      return socket;
    },
    unref: () => {
      idle = setTimeout(() => socket.destroy(), 30_000).unref();
      for (const handle of [child, ...pipes]) handle.unref();
      return socket;
    },
  };
}
