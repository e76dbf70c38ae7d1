import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createServer } from "node:tls";
import { folder } from "./engine.ts";

/** A folder with ca.pem, cert.pem and key.pem of a client, and those of the server it may talk to. */
export async function certificates(): Promise<string> {
  const path = await folder();
  const openssl = (...words: readonly string[]) =>
    execFileSync("openssl", words, { cwd: path, stdio: "pipe" });
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...curve, "-keyout", "ca-key.pem", "-out", "ca.pem", "-subj", "/CN=ca");
  await writeFile(join(path, "names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
  for (const [subject, prefix] of [
    ["engine", "server-"],
    ["client", ""],
  ] as const) {
    const [key, request, cert] = [`${prefix}key.pem`, `${prefix}csr.pem`, `${prefix}cert.pem`];
    openssl("req", "-new", ...curve, "-keyout", key, "-out", request, "-subj", `/CN=${subject}`);
    const signed = ["-CA", "ca.pem", "-CAkey", "ca-key.pem", "-CAcreateserial"];
    openssl("x509", "-req", "-in", request, ...signed, "-extfile", "names", "-out", cert);
  }
  return path;
}

/** The engine at a socket, behind a port on which only clients with a certificate are answered. */
export async function tlsPort(
  socketPath: string,
  certificates: string,
  context: TestContext,
): Promise<number> {
  const files = ["ca.pem", "server-cert.pem", "server-key.pem"];
  const [ca, cert, key] = await Promise.all(
    files.map((name) => readFile(join(certificates, name))),
  );
  const sockets = new Set<Socket>();
  const options = { ca, cert, key, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (socket) => {
    const engine = connect(socketPath);
    for (const [from, to] of [
      [socket, engine],
      [engine, socket],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  context.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the server has no port");
  return address.port;
}
