import type { Mount, Service } from "./model.ts";

/** A service with what an override file says of it laid over, as compose merges them. */
export function mergeService(base: Service, over: Service): Service {
  const build =
    base.build && over.build
      ? {
          ...base.build,
          context: over.build.context ?? base.build.context,
          dockerfile: over.build.dockerfile ?? base.build.dockerfile,
          inline: over.build.inline ?? base.build.inline,
          target: over.build.target ?? base.build.target,
          args: new Map([...base.build.args, ...over.build.args]),
        }
      : (over.build ?? base.build);
  return {
    ...base,
    image: over.image ?? base.image,
    build,
    entrypoint: over.entrypoint ?? base.entrypoint,
    command: over.command ?? base.command,
    workingDir: over.workingDir ?? base.workingDir,
    user: over.user ?? base.user,
    environment: new Map([...base.environment, ...over.environment]),
    environmentComplete: base.environmentComplete && over.environmentComplete,
    mounts: mergeMounts(base.mounts, over.mounts),
    platform: over.platform ?? base.platform,
    envFiles: [...base.envFiles, ...over.envFiles],
    dependsOn: [...base.dependsOn, ...over.dependsOn],
    profiles: [...base.profiles, ...over.profiles],
    healthcheck: over.healthcheck ?? base.healthcheck,
    partial: base.partial || over.partial,
  };
}

/** Mounts are told apart by their target. */
function mergeMounts(base: readonly Mount[], over: readonly Mount[]): Mount[] {
  const replaced = new Set(over.map(({ target }) => target.text));
  return [...base.filter(({ target }) => !replaced.has(target.text)), ...over];
}
