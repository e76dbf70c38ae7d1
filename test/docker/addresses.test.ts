import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { addresses, type Surroundings } from "../../client/src/docker/addresses.ts";

const nowhere: Surroundings = {
  environment: {},
  home: "/home/ada",
  platform: "linux",
  uid: 1000,
  read: () => undefined,
};

function hosts(surroundings: Partial<Surroundings>): readonly string[] {
  return addresses({ ...nowhere, ...surroundings }).map(({ host }) => host);
}

function files(contents: Readonly<Record<string, unknown>>): Pick<Surroundings, "read"> {
  return { read: (path) => (path in contents ? JSON.stringify(contents[path]) : undefined) };
}

const colima = createHash("sha256").update("colima").digest("hex");
const contexts = {
  "/home/ada/.docker/config.json": { currentContext: "colima" },
  [`/home/ada/.docker/contexts/meta/${colima}/meta.json`]: {
    Name: "colima",
    Endpoints: { docker: { Host: "unix:///home/ada/.colima/default/docker.sock" } },
  },
};

test("a setting stands alone, before everything else", () => {
  const environment = { DOCKER_HOST: "tcp://other:2375" };
  assert.deepEqual(hosts({ host: " ssh://ada@build ", environment }), ["ssh://ada@build"]);
});

test("DOCKER_HOST stands alone, and may leave out the scheme", () => {
  const environment = { DOCKER_HOST: "10.0.0.1:2375", DOCKER_CONTEXT: "colima" };
  assert.deepEqual(hosts({ environment, ...files(contexts) }), ["tcp://10.0.0.1:2375"]);
});

test("DOCKER_CONTEXT stands alone", () => {
  const environment = { DOCKER_CONTEXT: "colima" };
  const expected = ["unix:///home/ada/.colima/default/docker.sock"];
  assert.deepEqual(hosts({ environment, ...files(contexts) }), expected);
});

test("a context that does not exist is tried in vain, not replaced", () => {
  const tried = addresses({ ...nowhere, environment: { DOCKER_CONTEXT: "gone" } });
  assert.deepEqual(tried, [{ host: "", named: "DOCKER_CONTEXT gone" }]);
});

test("the current context goes before the usual sockets, once", () => {
  const all = hosts(files(contexts));
  assert.equal(all[0], "unix:///home/ada/.colima/default/docker.sock");
  assert.equal(all[1], "unix:///var/run/docker.sock");
  assert.equal(new Set(all).size, all.length);
});

test("without any of them: Docker, Docker Desktop, Colima, OrbStack, Rancher Desktop, Podman", () => {
  assert.deepEqual(
    hosts({ environment: { XDG_RUNTIME_DIR: "/run/user/7" } }),
    [
      "/var/run/docker.sock",
      "/home/ada/.docker/run/docker.sock",
      "/home/ada/.docker/desktop/docker.sock",
      "/home/ada/.colima/default/docker.sock",
      "/home/ada/.config/colima/default/docker.sock",
      "/home/ada/.orbstack/run/docker.sock",
      "/home/ada/.rd/docker.sock",
      "/run/user/7/docker.sock",
      "/run/user/7/podman/podman.sock",
      "/run/podman/podman.sock",
      "/home/ada/.local/share/containers/podman/machine/podman.sock",
    ].map((path) => `unix://${path}`),
  );
});

test("on a Mac, Podman 5 puts its socket below TMPDIR", () => {
  const environment = { TMPDIR: "/var/folders/x/T/" };
  const socket = "unix:///var/folders/x/T/podman/podman-machine-default-api.sock";
  assert.equal(hosts({ platform: "darwin", environment }).at(-1), socket);
});

test("named pipes on Windows", () => {
  const all = hosts({ platform: "win32", uid: undefined });
  assert.equal(all[0], "npipe:////./pipe/docker_engine");
  assert.ok(all.every((host) => host.startsWith("npipe:")));
});

test("certificates come from DOCKER_CERT_PATH or from the context's own folder", () => {
  const environment = {
    DOCKER_HOST: "tcp://h:2376",
    DOCKER_TLS_VERIFY: "1",
    DOCKER_CERT_PATH: "/c",
  };
  assert.deepEqual(addresses({ ...nowhere, environment })[0]?.tls, { folder: "/c", verify: true });

  const tls = `/home/ada/.docker/contexts/tls/${colima}/docker`;
  const remote = {
    ...contexts,
    [`/home/ada/.docker/contexts/meta/${colima}/meta.json`]: {
      Endpoints: { docker: { Host: "tcp://build:2376", SkipTLSVerify: true } },
    },
    [`${tls}/ca.pem`]: "",
  };
  const [address] = addresses({ ...nowhere, ...files(remote) });
  assert.deepEqual(address, { host: "tcp://build:2376", tls: { folder: tls, verify: false } });
});

test("a broken config.json is as good as none", () => {
  assert.equal(hosts({ read: () => "{" })[0], "unix:///var/run/docker.sock");
});
