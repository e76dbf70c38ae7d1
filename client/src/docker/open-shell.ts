import { StringDecoder } from "node:string_decoder";
import { demand } from "./api.ts";
import type { Connection } from "./connect.ts";
import type { Screen, TargetRequest } from "./engine.ts";
import { quote } from "./probes/shell.ts";
import { alike } from "./same-start.ts";
import { marks, type Session, shellLabel, withContainer } from "./scratch.ts";
import { launchOf, type Subject } from "./subject.ts";
import { findSubject } from "./targets.ts";

/**
 * A shell in the place of a container: its image, mounts, user, directory and environment, without network.
 * Resolves when the shell has ended or the signal ended it, and its container is gone.
 */
export async function openShell(
  { docker, name }: Connection,
  request: TargetRequest,
  program: string,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  const subject = await findSubject(docker, request, signal);
  const session: Session = {
    docker,
    podman: name === "Podman",
    remapped: false,
    labels: { ...marks(), [shellLabel]: "1" },
    miss: (_, why) => screen.print(`\r\n${why}\r\n`),
  };
  await withContainer(session, shellLike(subject, program), async (id) => {
    const container = docker.getContainer(id);
    const all = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true };
    const stream = await container.attach(all);
    const end = () => stream.end();
    signal.addEventListener("abort", end, { once: true });
    try {
      const resize = async () => {
        const { rows, columns } = screen.size();
        // One that has ended meanwhile has no size.
        await container.resize({ h: rows, w: columns }).catch(() => {});
      };
      const path = `/containers/${id}/start`;
      (await demand(docker, { method: "POST", path }, signal)).resume();
      await resize();
      screen.onResize(resize);
      screen.onInput((text) => void stream.write(text));
      const decoder = new StringDecoder("utf8");
      for await (const chunk of stream) {
        screen.print(typeof chunk === "string" ? chunk : decoder.write(chunk));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener("abort", end);
    }
  });
}

function shellLike(subject: Subject, program: string) {
  const { container } = subject;
  const { workingDir } = launchOf(subject);
  const mounts = container && {
    VolumesFrom: [container.Id],
    Tmpfs: container.HostConfig.Tmpfs ?? {},
  };
  const script = [
    ...(workingDir ? [`cd ${quote(workingDir)}`] : []),
    "[ -x /bin/bash ] && exec /bin/bash",
    `exec ${program}`,
  ];
  return {
    ...alike(subject, [], { ...mounts }),
    Entrypoint: [program],
    Cmd: ["-c", script.join("; ")],
    // The runtime would make a missing one, on the host if it lies in a mount.
    WorkingDir: "/",
    Tty: true,
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  };
}
