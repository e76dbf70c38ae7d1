import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ConnectOptions } from "../../client/src/docker/engine.ts";
import { connect } from "../../client/src/docker/main.ts";
import { type Bench, collected, failing, folder, image, onEngine } from "./engine.ts";
import { sshServer } from "./sshd.ts";
import { certificates, tlsPort } from "./tls.ts";

const home = "/nonexistent";

function socketOf({ engine }: Bench): string {
  const socket = /unix:\/\/(.*)$/.exec(engine.description)?.[1];
  assert.ok(socket, "these tests stand in front of an engine behind a Unix socket");
  return socket;
}

/** A context as `docker context create` writes it, in a configuration of its own. */
async function dockerContext(name: string, docker: string): Promise<string> {
  const config = await folder();
  const words = ["--config", config, "context", "create", name, "--docker", docker];
  execFileSync("docker", words, { stdio: "pipe" });
  return config;
}

/** Diagnoses a container whose program is missing, with everything that a diagnosis does. */
async function diagnosed(bench: Bench, options: Omit<ConnectOptions, "home">): Promise<void> {
  const tag = await image(bench, 'FROM busybox:latest\nCMD ["/nothing"]');
  const { id } = await failing(bench, { Image: tag });
  const engine = await connect({ ...options, home });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected({ ...bench, engine }, target, { experiments: true });
  assert.equal(evidence.target.container, id);
  assert.equal(evidence.files?.image?.["/nothing"]?.kind, "absent");
  assert.ok(evidence.shell?.answers.some(({ command }) => command === "id"));
  assert.deepEqual(evidence.gaps, []);
}

onEngine(
  "an engine behind TLS, by DOCKER_HOST and certificates of the user's",
  async (bench, test) => {
    const folder = await certificates();
    const host = `tcp://127.0.0.1:${await tlsPort(socketOf(bench), folder, test)}`;
    const tls = { DOCKER_HOST: host, DOCKER_TLS_VERIFY: "1" };
    await diagnosed(bench, { environment: { ...tls, DOCKER_CERT_PATH: folder } });
    // By the setting too, which counts before DOCKER_HOST.
    const environment = {
      DOCKER_HOST: "tcp://other:1",
      DOCKER_TLS_VERIFY: "1",
      DOCKER_CERT_PATH: folder,
    };
    await diagnosed(bench, { host, environment });
  },
);

onEngine("TLS that fails is no engine, and the reason is told", async (bench, test) => {
  const folder = await certificates();
  const stranger = await certificates();
  const host = `tcp://127.0.0.1:${await tlsPort(socketOf(bench), folder, test)}`;
  const why = async (environment: Readonly<Record<string, string>>) => {
    const asking = connect({ environment: { DOCKER_HOST: host, ...environment }, home });
    return asking.then(
      () => "it answers",
      (error: Error) => error.message,
    );
  };
  // Its certificate is signed by nobody whom the user trusts, and the user's by nobody whom it trusts.
  assert.match(
    await why({ DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: stranger }),
    /: .*certificate/,
  );
  const refused = /it does not accept the certificate in .*, or wants one$/;
  assert.match(await why({ DOCKER_TLS: "1", DOCKER_CERT_PATH: stranger }), refused);
  assert.match(await why({ DOCKER_TLS: "1", DOCKER_CERT_PATH: "/nonexistent" }), refused);
  assert.match(await why({}), /does it want TLS/);
  assert.equal(await why({ DOCKER_TLS: "1", DOCKER_CERT_PATH: folder }), "it answers");
});

onEngine(
  "an engine behind TLS, by the current context and by DOCKER_CONTEXT",
  async (bench, test) => {
    const folder = await certificates();
    const host = `tcp://127.0.0.1:${await tlsPort(socketOf(bench), folder, test)}`;
    const files = ["ca", "cert", "key"].map((name) => `${name}=${join(folder, `${name}.pem`)}`);
    const DOCKER_CONFIG = await dockerContext("build", [`host=${host}`, ...files].join(","));
    await diagnosed(bench, { environment: { DOCKER_CONFIG, DOCKER_CONTEXT: "build" } });

    execFileSync("docker", ["--config", DOCKER_CONFIG, "context", "use", "build"], {
      stdio: "pipe",
    });
    await diagnosed(bench, { environment: { DOCKER_CONFIG } });
    const other = { DOCKER_CONFIG, DOCKER_CONTEXT: "elsewhere" };
    await assert.rejects(connect({ environment: other, home }), {
      name: "NoEngine",
      message: /DOCKER_CONTEXT elsewhere/,
    });
  },
);

onEngine("an engine behind an ssh server, by DOCKER_HOST and by a context", async (bench, test) => {
  await sshServer(`unix://${socketOf(bench)}`, test);
  // A name that only the user's own ssh configuration knows.
  await diagnosed(bench, { environment: { DOCKER_HOST: "ssh://buildbox" } });
  const DOCKER_CONFIG = await dockerContext("far", "host=ssh://buildbox");
  const engine = await connect({ environment: { DOCKER_CONFIG, DOCKER_CONTEXT: "far" }, home });
  assert.match(engine.description, /at ssh:\/\/buildbox$/);
  await assert.rejects(connect({ environment: { DOCKER_HOST: "ssh://eve@buildbox" }, home }), {
    name: "NoEngine",
    message: /Permission denied/,
  });
});

onEngine("the sockets in a home folder", async (bench) => {
  const home = await folder();
  const usual = "/var/run/docker.sock";
  for (const place of [
    ".docker/run/docker.sock",
    ".docker/desktop/docker.sock",
    ".colima/default/docker.sock",
    ".config/colima/default/docker.sock",
    ".orbstack/run/docker.sock",
    ".rd/docker.sock",
    ".local/share/containers/podman/machine/podman.sock",
  ]) {
    const socket = join(home, place);
    await mkdir(dirname(socket), { recursive: true });
    await symlink(socketOf(bench), socket);
    const { description } = await connect({ environment: { XDG_RUNTIME_DIR: home }, home });
    // What stands where Docker itself puts its socket goes first.
    assert.ok(description.endsWith(`unix://${existsSync(usual) ? usual : socket}`), description);
    await rm(socket);
  }
});
