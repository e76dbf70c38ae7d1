import assert from "node:assert/strict";
import { collected, failing, folder, image, onEngine, volume } from "./engine.ts";

const script = "#!/bin/sh\necho up\nexec sleep 60\n";

onEngine("a bind mount hides the program", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": script,
  });
  const source = await folder({ "README.md": "not a program" });
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Binds: [`${source}:/app`] },
  });
  const evidence = await collected(
    bench,
    { kind: "container", name: id },
    { experiments: true, folders: [source] },
  );
  assert.match(evidence.container?.error ?? "", /"\/app\/run\.sh".*no such file or directory/);
  assert.equal(evidence.files?.image?.["/app/run.sh"]?.kind, "file");
  assert.equal(evidence.files?.container?.["/app/run.sh"]?.kind, "absent");
  assert.deepEqual(evidence.experiments, [
    {
      change: { kind: "without-mount", destination: "/app" },
      outcome: { kind: "running", text: "up" },
    },
  ]);
  assert.ok(evidence.shell?.answers.some(({ output }) => output.includes("README.md")));
  assert.deepEqual(evidence.gaps, []);
});

onEngine("an older volume hides the program, and is neither filled nor changed", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": script,
  });
  const name = await volume(bench);
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: {
      Mounts: [
        {
          Type: "volume",
          Source: name,
          Target: "/app",
          VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "local", Options: {} } },
        },
      ],
    },
  });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected(bench, target, { experiments: true });
  assert.equal(evidence.files?.container?.["/app/run.sh"]?.kind, "absent");
  assert.equal(evidence.experiments?.[0]?.outcome.kind, "running");

  // Asked once more: what an experiment had copied into the volume would show now.
  const again = await collected(bench, target, { experiments: true });
  assert.equal(again.files?.container?.["/app/run.sh"]?.kind, "absent");
});

onEngine("a tmpfs hides the program, which the archive endpoints do not show", async (bench) => {
  const tag = await image(bench, "FROM busybox:latest\nCOPY run.sh /app/run.sh", {
    "run.sh": script,
  });
  const { id } = await failing(bench, {
    Image: tag,
    Cmd: ["/app/run.sh"],
    HostConfig: { Tmpfs: { "/app": "" } },
  });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.equal(evidence.files?.image?.["/app/run.sh"]?.kind, "file");
  assert.equal(evidence.files?.container?.["/app/run.sh"]?.kind, "absent");
  assert.deepEqual(evidence.experiments?.[0]?.change, {
    kind: "without-mount",
    destination: "/app",
  });
  assert.equal(evidence.experiments?.[0]?.outcome.kind, "running");
});

onEngine("a bare name that is not on PATH, and where it is instead", async (bench) => {
  const dockerfile = 'FROM busybox:latest\nWORKDIR /srv\nCOPY serve .venv/bin/serve\nCMD ["serve"]';
  const tag = await image(bench, dockerfile, { serve: script });
  const { id } = await failing(bench, { Image: tag });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.match(evidence.container?.error ?? "", /executable file not found in \$PATH/);
  const path = evidence.container?.path?.split(":") ?? [];
  assert.ok(path.length > 0);
  assert.equal(evidence.files?.image?.["/bin/serve"]?.kind, "absent");
  assert.equal(evidence.files?.image?.["/srv/.venv/bin/serve"]?.kind, "file");
  assert.ok(evidence.shell?.answers.some(({ command }) => command === "command -v serve"));
  assert.deepEqual(evidence.experiments, []);
});

onEngine("a script with Windows line ends: only the log has words for it", async (bench) => {
  const dockerfile = 'FROM busybox:latest\nCOPY run.sh /run.sh\nCMD ["/run.sh"]';
  const tag = await image(bench, dockerfile, { "run.sh": script.replaceAll("\n", "\r\n") });
  const { id } = await failing(bench, { Image: tag });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.equal(evidence.container?.error, "");
  assert.match(evidence.logs?.join("\n") ?? "", /run\.sh.*no such file or directory/i);
  const fact = evidence.files?.image?.["/run.sh"];
  assert.ok(fact?.kind === "file" && fact.head?.kind === "script");
  assert.equal(fact.head.crlf, true);
  assert.equal(fact.head.interpreter, "/bin/sh\r");
  assert.equal(fact.mode, 0o755);
  assert.equal(fact.uid, 0);
});

onEngine("an image without a shell", async (bench) => {
  const dockerfile =
    'FROM scratch\nCOPY --from=busybox:latest /bin/busybox /app/serve\nCMD ["/app/server"]';
  const tag = await image(bench, dockerfile);
  const { id } = await failing(bench, { Image: tag });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.equal(evidence.files?.image?.["/app/server"]?.kind, "absent");
  assert.deepEqual(evidence.gaps, [{ probe: "shell", why: "the image holds no shell" }]);
});

onEngine("a mount hides the program that a shell was to run", async (bench) => {
  const dockerfile =
    'FROM busybox:latest\nCOPY serve /app/bin/serve\nCMD ["sh", "-c", "exec bin/serve"]';
  const tag = await image(bench, dockerfile, { serve: script });
  const source = await folder();
  const { id } = await failing(bench, {
    Image: tag,
    WorkingDir: "/app",
    HostConfig: { Binds: [`${source}:/app`] },
  });
  const target = { kind: "container", name: id } as const;
  const evidence = await collected(bench, target, { experiments: true, folders: [source] });
  assert.equal(evidence.container?.exitCode, 127);
  assert.match(evidence.logs?.join("\n") ?? "", /bin\/serve: not found/);
  assert.equal(evidence.files?.image?.["/app/bin/serve"]?.kind, "file");
  assert.equal(evidence.files?.container?.["/app/bin"]?.kind, "absent");
  assert.equal(evidence.experiments?.[0]?.outcome.kind, "running");
});

onEngine("a log that nobody kept: the start is repeated for its words", async (bench) => {
  const dockerfile = 'FROM busybox:latest\nCOPY run.sh /run.sh\nCMD ["/run.sh"]';
  const tag = await image(bench, dockerfile, { "run.sh": "#!/bin/nothing\n" });
  const { id } = await failing(bench, {
    Image: tag,
    HostConfig: { LogConfig: { Type: "none", Config: {} } },
  });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.equal(evidence.gaps[0]?.probe, "logs");
  assert.deepEqual(evidence.experiments?.[0]?.change, { kind: "none" });
  assert.match(evidence.experiments?.[0]?.outcome.text ?? "", /no such file or directory/i);
});

onEngine("a program that ran and gave up is not started again", async (bench) => {
  const dockerfile = 'FROM busybox:latest\nCMD ["sh", "-c", "echo cannot reach db; exit 3"]';
  const { id } = await failing(bench, { Image: await image(bench, dockerfile) });
  const evidence = await collected(bench, { kind: "container", name: id }, { experiments: true });
  assert.deepEqual(evidence.logs, ["cannot reach db"]);
  assert.equal(evidence.container?.exitCode, 3);
  assert.deepEqual(evidence.experiments, []);
});

onEngine("an image that nobody started yet", async (bench) => {
  const tag = await image(bench, 'FROM busybox:latest\nVOLUME /data\nCMD ["/nothing"]');
  const evidence = await collected(bench, { kind: "image", reference: tag }, { experiments: true });
  assert.equal(evidence.target.name, tag);
  assert.equal(evidence.container, undefined);
  assert.equal(evidence.files?.image?.["/nothing"]?.kind, "absent");
  const [experiment] = evidence.experiments ?? [];
  assert.deepEqual(experiment?.change, { kind: "none" });
  assert.equal(experiment?.outcome.kind, "rejected");
  assert.match(experiment?.outcome.text ?? "", /no such file or directory/);
});

onEngine("users of the image, and a user that it does not have", async (bench) => {
  const dockerfile = "FROM busybox:latest\nCOPY passwd group /etc/\nUSER app";
  const passwd = "root:x:0:0::/root:/bin/sh\napp:x:1234:1234::/home/app:/bin/sh\n";
  const group = "root:x:0:\napp:x:1234:\nextra:x:77:app\n";
  const tag = await image(bench, dockerfile, { passwd, group });
  const known = await failing(bench, { Image: tag, Cmd: ["/nothing"] });
  const evidence = await collected(bench, { kind: "container", name: known.id });
  assert.deepEqual(evidence.user, { asked: "app", uid: 1234, gids: [1234, 77] });

  const unknown = await failing(bench, { Image: tag, User: "nobody-here", Cmd: ["true"] });
  const other = await collected(bench, { kind: "container", name: unknown.id });
  assert.deepEqual(other.user, { asked: "nobody-here", unknown: "user" });
  assert.match(other.container?.error ?? "", /unable to find user/);
});

onEngine("a log without end stays bounded", async (bench) => {
  const tag = await image(bench, 'FROM busybox:latest\nCMD ["yes", "no end in sight"]');
  const container = await failing(bench, { Image: tag });
  const evidence = await collected(bench, { kind: "container", name: container.id });
  await container.kill();
  assert.equal(evidence.container?.status, "running");
  assert.ok((evidence.logs?.length ?? 0) <= 60);
  assert.ok(JSON.stringify(evidence).length < 200_000);
});

onEngine("what is printed without a line break stays bounded", async (bench) => {
  const tag = await image(bench, 'FROM busybox:latest\nCMD ["sh", "-c", "yes | tr -d \'\\\\n\'"]');
  const container = await failing(bench, { Image: tag });
  const evidence = await collected(bench, { kind: "container", name: container.id });
  await container.kill();
  assert.ok(JSON.stringify(evidence).length < 200_000);
});

onEngine("what a shell tells of machine code: its libraries and its version", async (bench) => {
  const { id } = await failing(bench, { Image: "python:3.11-slim", Cmd: ["python3", "/nothing"] });
  const evidence = await collected(bench, { kind: "container", name: id });
  const answer = (part: string) =>
    evidence.shell?.answers.find(({ command }) => command.includes(part))?.output ?? "";
  assert.match(answer("--list"), /libc\.so/);
  assert.match(answer("--version"), /^Python 3\./);
  assert.match(answer('echo "$PATH"'), /\/usr\/bin/);
});
