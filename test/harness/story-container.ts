import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { TestContext } from "node:test";
import Docker from "dockerode";
import { build } from "../../scripts/engine.mjs";

const label = "dockwright.test.story";

/** A copy of a project of test/projects, which may be changed, with an engine that can build it. */
export interface Story {
  readonly folder: string;
  readonly docker: Docker;
  /** Whatever of the engine carries them is removed after the test. */
  readonly labels: Readonly<Record<string, string>>;
  /** Builds the backend for real: Poetry and what it installs come from the package index. */
  build(): Promise<string>;
  /** Makes its container as `docker compose up` would, and starts it; the error is the engine's. */
  up(
    image: string,
    volumes: readonly string[],
  ): Promise<{ name: string; error: string | undefined }>;
  /** Everything that the engine holds and the folder has, to compare. */
  everything(): Promise<unknown>;
}

export function story(context: TestContext, name: string): Story {
  const folder = mkdtempSync(join(tmpdir(), "dockwright-story-"));
  const source = join(import.meta.dirname, "..", "projects", name);
  cpSync(source, folder, { recursive: true, verbatimSymlinks: true });
  const host = process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
  const docker = new Docker({ socketPath: host.replace(/^unix:\/\//, "") });
  const run = folder.slice(-6).toLowerCase();
  const labels = { [label]: run };
  const project = basename(folder).toLowerCase();

  context.after(async () => {
    const filters = { label: [`${label}=${run}`] };
    for (const { Id } of await docker.listContainers({ all: true, filters })) {
      await docker.getContainer(Id).remove({ force: true, v: true });
    }
    for (const { Id } of await docker.listImages({ filters })) {
      await docker.getImage(Id).remove({ force: true });
    }
    // Docker Compose makes these, and gives them the name of the folder.
    const made = { label: [`com.docker.compose.project=${project}`] };
    for (const { Id } of await docker.listNetworks({ filters: made })) {
      await docker.getNetwork(Id).remove();
    }
    const { Volumes } = await docker.listVolumes({ filters: made });
    for (const { Name } of Volumes ?? []) await docker.getVolume(Name).remove();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder,
    docker,
    labels,
    build: async () => {
      const tag = `dockwright-story-${run}-backend`;
      const context = join(folder, "backend");
      await build({ host, context, tag, network: "host", labels });
      return tag;
    },
    async up(image, volumes) {
      const name = `story-${run}-backend-1`;
      const binds = volumes.filter((volume) => volume.includes(":"));
      const anonymous = volumes.filter((volume) => !volume.includes(":"));
      const container = await docker.createContainer({
        name,
        Image: image,
        Labels: {
          ...labels,
          "com.docker.compose.project": project,
          "com.docker.compose.service": "backend",
          "com.docker.compose.project.working_dir": folder,
          "com.docker.compose.project.config_files": join(folder, "docker-compose.yml"),
        },
        Volumes: Object.fromEntries(anonymous.map((path) => [path, {}])),
        HostConfig: { Binds: binds.map((bind) => bind.replace(/^\./, folder)) },
      });
      const error = await container.start().then(
        () => undefined,
        (failure: Error) => failure.message,
      );
      return { name, error };
    },
    async everything() {
      const [containers, images, networks, volumes] = await Promise.all([
        docker.listContainers({ all: true }),
        docker.listImages({ all: true }),
        docker.listNetworks(),
        docker.listVolumes(),
      ]);
      return {
        containers: containers.map(({ Id, State }) => `${Id} ${State}`).toSorted(),
        images: images.map(({ Id }) => Id).toSorted(),
        networks: networks.map(({ Id }) => Id).toSorted(),
        volumes: (volumes.Volumes ?? []).map(({ Name }) => Name).toSorted(),
        files: readdirSync(folder, { recursive: true }).toSorted(),
      };
    },
  };
}
