import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { argumentsIn } from "../../client/src/docker/build-arguments.ts";
import { temporaryFact } from "../../client/src/docker/probes/laid-over.ts";
import { listedFact, withListed } from "../../client/src/docker/probes/listed.ts";
import { related } from "../../client/src/docker/probes/programs.ts";
import { quote } from "../../client/src/docker/probes/shell.ts";
import { resolveUser } from "../../client/src/docker/probes/user.ts";
import { launchOf } from "../../client/src/docker/subject.ts";

function relatedTo(...argv: readonly string[]) {
  const launch = { argv, environment: [], path: undefined, workingDir: "/srv", user: "" };
  return related(launch);
}

test("the program inside of a wrapper", () => {
  assert.deepEqual(relatedTo("tini", "-g", "--", "serve", "-p", "1").programs, ["serve"]);
  assert.deepEqual(relatedTo("/sbin/tini", "gosu", "app", "/run.sh").programs, ["gosu", "/run.sh"]);
  assert.deepEqual(relatedTo("sh", "-c", "exec uvicorn main:app").programs, ["uvicorn"]);
  assert.deepEqual(relatedTo("/bin/sh", "-c", "cd /x && A=1 ./run.sh").programs, ["./run.sh"]);
  assert.deepEqual(relatedTo("sh", "-c", "$PROGRAM --now").programs, []);
  assert.deepEqual(relatedTo("/docker-entrypoint.sh", "nginx", "-g").programs, ["nginx"]);
  assert.deepEqual(relatedTo("nginx").programs, []);
});

test("files that a program reads", () => {
  assert.ok(relatedTo("python", "app.py").files.includes("/srv/app.py"));
  assert.ok(relatedTo("node", "./dist/main.js").files.includes("/srv/dist/main.js"));
  assert.ok(relatedTo("uvicorn", "main:app").files.includes("/srv/main.py"));
  assert.ok(relatedTo("uvicorn", "main:app").files.includes("/srv/app/main.py"));
  assert.ok(relatedTo("python3.11", "-m", "shop.api").files.includes("/srv/shop/api.py"));
  assert.ok(relatedTo("sh", "-c", "node server.js").files.includes("/srv/server.js"));
});

test("the virtual environments where a bare name may be", () => {
  const { files } = relatedTo("gunicorn");
  assert.ok(files.includes("/srv/.venv/bin/gunicorn"));
  assert.ok(files.includes("/opt/venv/bin/gunicorn"));
  assert.deepEqual(relatedTo("/usr/bin/gunicorn").files, []);
});

test("a line of ls is as good as what the archive tells", () => {
  assert.deepEqual(listedFact("-rw-r--r-- 1 0 0 54 Nov 22 00:25 /app/start.sh"), [
    "/app/start.sh",
    { kind: "file", size: 54, mode: 0o644, uid: 0, gid: 0 },
  ]);
  assert.deepEqual(listedFact("drwxrwxrwt    2 0        33             60 Nov 22 00:25 /tmp"), [
    "/tmp",
    { kind: "directory", mode: 0o1777, uid: 0, gid: 33 },
  ]);
  assert.deepEqual(listedFact("lrwxrwxrwx 1 0 0 7 Nov 22  2025 /bin -> usr/bin"), [
    "/bin",
    { kind: "symlink", target: "usr/bin" },
  ]);
  assert.equal(listedFact("ls: cannot access '/x': No such file or directory"), undefined);
});

test("words for a shell mean themselves", () => {
  for (const word of ["plain", "a b", "it's", '"$HOME"', "`id`", "a\nb", "", "-n", "*", "\\"]) {
    const output = execFileSync("sh", ["-c", `printf %s ${quote(word)}`], { encoding: "utf8" });
    assert.equal(output, word === "-n" ? output : word);
  }
});

const passwd = "root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/:/bin/sh\n";
const group = "root:x:0:\napp:x:1000:\nweb:x:33:app\n";

test("users as the engine resolves them", () => {
  const user = (asked: string, ...added: string[]) => resolveUser(asked, added, passwd, group);
  assert.deepEqual(user(""), { asked: "", uid: 0, gids: [0] });
  assert.deepEqual(user("app"), { asked: "app", uid: 1000, gids: [1000, 33] });
  assert.deepEqual(user("1000"), { asked: "1000", uid: 1000, gids: [1000, 33] });
  assert.deepEqual(user("app:web"), { asked: "app:web", uid: 1000, gids: [33] });
  assert.deepEqual(user("5555"), { asked: "5555", uid: 5555, gids: [0] });
  assert.deepEqual(user("app:nope"), { asked: "app:nope", uid: 1000, unknown: "group" });
  assert.deepEqual(user("nope"), { asked: "nope", unknown: "user" });
  assert.deepEqual(user("app", "web", "7").gids, [1000, 33, 7]);
  assert.equal(user("app", "docker").unknown, "group");
});

test("below a tmpfs there is nothing but other mounts", () => {
  const mounts = [
    { type: "tmpfs", destination: "/app", readOnly: false },
    { type: "volume", destination: "/app/var/data", readOnly: false },
  ] as const;
  assert.equal(temporaryFact(mounts, "/app")?.kind, "directory");
  assert.equal(temporaryFact(mounts, "/app/run.sh")?.kind, "absent");
  assert.equal(temporaryFact(mounts, "/app/var")?.kind, "directory");
  assert.equal(temporaryFact(mounts, "/app/var/data/x"), undefined);
  assert.equal(temporaryFact(mounts, "/application"), undefined);
});

test("what Podman says of a start", () => {
  const argv = (Path: string, Args: readonly string[], Cmd: readonly string[]) => {
    const Config = { Entrypoint: null, Cmd };
    return launchOf({ container: Object.assign({}, { Path, Args, Config }) } as never).argv;
  };
  assert.deepEqual(argv("/run.sh", ["/run.sh", "-v"], ["/run.sh", "-v"]), ["/run.sh", "-v"]);
  assert.deepEqual(argv("/run/podman-init", ["--", "serve"], ["serve"]), ["serve"]);
  assert.deepEqual(argv("echo", ["echo"], ["echo", "echo"]), ["echo", "echo"]);
});

test("a link out of a mount, of which the engine told its end alone", () => {
  const output = "lrwxrwxrwx 1 0 0 14 Nov 22 00:24 /app/current -> ../releases/42";
  const answers = [{ command: "ls -ldn / /app /app/current", output }];
  const files = {
    "/app": { kind: "directory", mode: 0o755 },
    "/app/current": { kind: "absent" },
  } as const;
  assert.deepEqual(withListed(files, { program: "/bin/sh", answers }), {
    "/app": { kind: "directory", mode: 0o755 },
    "/app/current": { kind: "symlink", target: "../releases/42" },
    "/releases/42": { kind: "absent" },
  });
  assert.deepEqual(withListed(files, undefined), files);
});

test("build arguments, as both builders write them into the history of an image", () => {
  assert.deepEqual(argumentsIn("|2 NPM_TOKEN=abc 1 HOST=/srv /bin/sh -c npm ci --prefix /srv"), [
    "NPM_TOKEN=abc 1",
    "HOST=/srv",
  ]);
  assert.deepEqual(argumentsIn("RUN |1 NPM_TOKEN=abc /bin/sh -c npm ci # buildkit"), [
    "NPM_TOKEN=abc",
  ]);
  assert.deepEqual(argumentsIn("/bin/sh -c A=1 npm ci"), []);
  assert.deepEqual(argumentsIn('CMD ["|1 A=1"]'), []);
});
