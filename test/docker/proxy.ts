import { unlink } from "node:fs/promises";
import { createServer, type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../client/src/docker/engine.ts";
import { connect } from "../../client/src/docker/main.ts";
import type { Bench } from "./engine.ts";

/** What becomes of one call: handed on, never answered, or answered by hanging up. */
export type Fate = "pass" | "hang" | "cut";

/** One call as it went through, with what was sent in it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** The engine of the bench behind a socket of our own, which lets through what `fate` says. */
export async function engineBehind(
  { engine }: Bench,
  fate: (method: string, path: string) => Fate,
  see: (call: Seen) => void = () => {},
): Promise<{ readonly engine: Engine; readonly close: () => Promise<void> }> {
  const host = engine.description.replace(/^.* at /, "");
  const target = host.startsWith("unix://")
    ? { socketPath: host.slice("unix://".length) }
    : { host: new URL(host).hostname, port: new URL(host).port };
  const sockets = new Set<Socket>();
  const server = createServer((asked, answer) => {
    const { method = "GET", url = "/", headers } = asked;
    const decided = fate(method, url);
    if (decided === "cut") asked.socket.destroy();
    if (decided !== "pass") return;
    const onward = request({ ...target, method, path: url, headers }, (got: IncomingMessage) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    let body = "";
    asked.on("data", (chunk) => {
      body += chunk;
    });
    asked.on("end", () => see({ method, path: url, body }));
    asked.pipe(onward);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  const path = join(tmpdir(), `dockwright-proxy-${process.pid}-${Date.now()}.sock`);
  await new Promise<void>((done) => server.listen(path, done));
  return {
    engine: await connect({ host: `unix://${path}`, environment: {}, home: homedir() }),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
      await unlink(path).catch(() => {});
    },
  };
}
