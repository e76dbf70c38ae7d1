import type { Step } from "../../server/src/launch/chain.ts";
import type { Diagnosis, Location } from "../../server/src/protocol.ts";

/** A backend with three defects, as the engine and the server would describe it. */
export const story: Diagnosis = {
  version: 1,
  target: {
    kind: "service",
    name: "backend",
    container: "8f14e45fceea167a5a36dedd4bea2543",
    compose: {
      project: "shop",
      service: "backend",
      workingDir: "/home/ann/shop",
      configFiles: ["/home/ann/shop/docker-compose.yml"],
    },
  },
  findings: [
    {
      cause: "mount-hides-program",
      title: "A mount hides the program that the image starts",
      docs: "https://example.org/causes/mount-hides-program",
      severity: "error",
      certainty: "certain",
      message:
        'the bind mount of "./backend" lies over "/app", so "/app/.venv/bin/uvicorn" of the image is not there at the start',
      at: at("docker-compose.yml", 11, 8, 22),
      related: [
        {
          at: at("backend/Dockerfile", 48, 0, 77),
          message: 'the image starts "/app/.venv/bin/uvicorn"',
        },
      ],
      quotes: [
        {
          probe: "start",
          text: 'exec: "/app/.venv/bin/uvicorn": stat /app/.venv/bin/uvicorn: no such file or directory',
        },
        {
          probe: "image",
          text: "/app/.venv/bin/uvicorn  -rwxr-xr-x 1000:1000  #!/app/.venv/bin/python",
        },
        { probe: "container", text: "/app/.venv: not there" },
        { probe: "experiment", text: "without the mount at /app: running" },
      ],
      fixes: [
        {
          title: "Keep /app/.venv of the image with an anonymous volume",
          files: [edit("docker-compose.yml", 12, 0, "      - /app/.venv\n")],
        },
        {
          title: "Mount only the sources",
          files: [edit("docker-compose.yml", 11, 8, "./backend/app:/app/app", 22)],
        },
      ],
    },
    {
      cause: "copy-without-from",
      title: "COPY takes from the build context what an earlier stage makes",
      docs: "https://example.org/causes/copy-without-from",
      severity: "warning",
      certainty: "likely",
      message:
        'this copies "/app/.venv" from the build context; the one that was installed is in stage "builder"',
      at: at("backend/Dockerfile", 35, 5, 49),
      related: [
        {
          at: at("backend/Dockerfile", 18, 0, 60),
          message: 'stage "builder" makes "/app/.venv" here',
        },
      ],
      quotes: [],
      fixes: [
        {
          title: "Copy it from stage builder",
          files: [edit("backend/Dockerfile", 35, 5, "--from=builder ")],
        },
      ],
    },
    {
      cause: "copy-overwrites-dependencies",
      title: "COPY lays the host's own dependencies over the image's",
      docs: "https://example.org/causes/copy-overwrites-dependencies",
      severity: "information",
      certainty: "possible",
      message:
        '"backend/.venv" of the host is copied over "/app/.venv", and no ignore file keeps it out',
      at: at("backend/Dockerfile", 38, 33, 36),
      related: [],
      quotes: [
        {
          probe: "shell",
          text: "$ head -n 1 /app/.venv/bin/uvicorn\n#!/Users/ann/shop/backend/.venv/bin/python",
        },
      ],
      fixes: [
        {
          title: "Add .venv to backend/.dockerignore",
          files: [{ ...edit("backend/.dockerignore", 0, 0, ".venv\n"), create: true }],
        },
      ],
    },
  ],
  chains: {
    image: {
      outcome: "ok",
      steps: [
        step("program", "/app/.venv/bin/uvicorn", {
          fact: {
            kind: "file",
            mode: 0o755,
            uid: 1000,
            gid: 1000,
            head: { kind: "script", interpreter: "/app/.venv/bin/python", crlf: false },
          },
        }),
        step("interpreter", "/app/.venv/bin/python", {
          path: "/usr/local/bin/python3.11",
          links: [
            { path: "/app/.venv/bin/python", target: "/usr/local/bin/python" },
            { path: "/usr/local/bin/python", target: "python3.11" },
          ],
          fact: {
            kind: "file",
            mode: 0o755,
            uid: 0,
            gid: 0,
            head: { kind: "elf", machine: "amd64", loader: "/lib64/ld-linux-x86-64.so.2" },
          },
        }),
        step("loader", "/lib64/ld-linux-x86-64.so.2", {
          path: "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
          links: [{ path: "/lib64", target: "usr/lib64" }],
          fact: {
            kind: "file",
            mode: 0o755,
            uid: 0,
            gid: 0,
            head: { kind: "elf", machine: "amd64" },
          },
        }),
      ],
    },
    container: {
      outcome: "broken",
      steps: [
        step("program", "/app/.venv/bin/uvicorn", {
          path: "/app/.venv",
          fact: { kind: "absent" },
          verdict: "missing",
        }),
      ],
    },
  },
  experiments: [
    {
      change: { kind: "none" },
      outcome: {
        kind: "rejected",
        exitCode: 127,
        text: 'exec: "/app/.venv/bin/uvicorn": stat /app/.venv/bin/uvicorn: no such file or directory',
      },
    },
    {
      change: { kind: "without-mount", destination: "/app" },
      outcome: { kind: "running", text: "INFO:     Uvicorn running on http://0.0.0.0:8000" },
    },
  ],
  ruledOut: [
    {
      cause: "program-not-on-path",
      title: "No folder in PATH holds the command",
      why: "the command is an absolute path",
    },
    {
      cause: "script-has-crlf",
      title: "The script has Windows line ends",
      why: "/app/.venv/bin/uvicorn in the image begins with a line that ends in LF",
    },
    {
      cause: "wrong-architecture",
      title: "The program is for another machine",
      why: "the interpreter is for amd64, and so is the engine",
    },
  ],
  gaps: [{ probe: "the log", why: "the container never ran, so it has none" }],
  engine: {
    name: "Docker Engine",
    version: "28.5.2",
    architecture: "amd64",
    operatingSystem: "linux",
  },
  timing: [
    { step: "inspect", ms: 12 },
    { step: "experiments", ms: 2460 },
  ],
  shell: "/bin/sh",
  said: [
    {
      probe: "start",
      text: 'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/.venv/bin/uvicorn": stat /app/.venv/bin/uvicorn: no such file or directory: unknown',
    },
  ],
};

/** Names files as from the project's folder. */
export function fileName(uri: string): string {
  return uri.replace("file:///home/ann/shop/", "");
}

export function at(file: string, line: number, from: number, to: number): Location {
  const uri = `file:///home/ann/shop/${file}`;
  return { uri, range: { start: { line, character: from }, end: { line, character: to } } };
}

function edit(file: string, line: number, from: number, newText: string, to = from) {
  const { uri, range } = at(file, line, from, to);
  return { uri, create: false, edits: [{ range, newText }] };
}

function step(role: Step["role"], asked: string, rest: Partial<Step>): Step {
  const nothing = { links: [], fact: { kind: "absent" }, verdict: "ok" } as const;
  return { role, asked, absolute: asked, path: asked, ...nothing, ...rest };
}
