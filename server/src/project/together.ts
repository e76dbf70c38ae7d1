import { basename } from "../base/path.ts";
import type { ComposeFile, Service } from "../compose/model.ts";
import type { ServiceOf } from "./compose-projects.ts";
import type { Container, Project } from "./project.ts";

/** Compose starts it without being told: files of other names are often laid over one elsewhere. */
export function standsAlone({ file, services, partial }: ComposeFile): boolean {
  return (
    !partial &&
    /^(docker-)?compose\.ya?ml$/.test(basename(file)) &&
    services.every((service) => service.image || service.build || service.partial)
  );
}

/** Two services that one `up` starts: both always, or both in the same profile. */
export function startTogether(one: Service, other: Service): boolean {
  if (one.profiles.length === 0 && other.profiles.length === 0) return true;
  return one.profiles.some(({ text }) => other.profiles.some((profile) => profile.text === text));
}

/** The container that a service gives, where it gives one here. */
export function containersOf(service: Service, { containers }: Project): readonly Container[] {
  return containers.filter((container) => container.service === service);
}

/** Each service with those before it in the same project. */
export function* withEarlier({
  services,
}: Project): Generator<{ readonly of: ServiceOf; readonly earlier: readonly ServiceOf[] }> {
  for (const [i, of] of services.entries()) {
    const earlier = services
      .slice(0, i)
      .filter(({ composeFile }) => composeFile === of.composeFile);
    yield { of, earlier };
  }
}
