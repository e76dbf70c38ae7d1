import type { Mount } from "../../../server/src/evidence.ts";
import { readOnlyMounts } from "./mounts.ts";
import type { Container, HostConfig } from "./scratch.ts";
import { imageOf, launchOf, type Subject } from "./subject.ts";

/**
 * A container like the failing one, as far as the rights of its program go, with these mounts of its. Left
 * out on purpose: ports, networks, devices, privileges, restarts, other containers' namespaces.
 */
export function alike(subject: Subject, mounts: readonly Mount[], limits: HostConfig): Container {
  const { container } = subject;
  const { environment, user } = launchOf(subject);
  const { CapAdd, CapDrop, SecurityOpt, GroupAdd, UsernsMode, ReadonlyRootfs, Runtime } =
    container?.HostConfig ?? {};
  return {
    ...imageOf(subject),
    Env: environment,
    User: user,
    HostConfig: {
      ...{ CapAdd, CapDrop, SecurityOpt, GroupAdd, UsernsMode, ReadonlyRootfs, Runtime },
      ...(container && readOnlyMounts(container, mounts)),
      ...limits,
    },
  };
}
