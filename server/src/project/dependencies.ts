import type { Word } from "../base/text.ts";
import type { Dependency, Service, Value } from "../compose/model.ts";

/** One service that another needs started before it, and the words in which it says so. */
export interface Need extends Dependency {
  /** "depends_on", "links", "volumes_from", "network_mode", "ipc", "pid". */
  readonly by: string;
}

/** compose-go, `GetDependencies`: what is shared with another service makes it a dependency, too. */
export function needsOf({ dependsOn, options, volumesFrom }: Service): Need[] {
  const shared = ["network_mode", "ipc", "pid"].flatMap((by) => {
    const mode = options.settings.get(by);
    const name = mode && /^service:(.+)$/s.exec(mode.text)?.[1];
    return name ? [need(by, mode, name)] : [];
  });
  const named = (by: string, values: readonly Value[]) =>
    values
      .filter(({ text }) => !text.startsWith("container:"))
      .map((value) => need(by, value, value.text.replace(/:.*$/s, "")));
  return [
    ...dependsOn.map((dependency) => ({ ...dependency, by: "depends_on" })),
    ...shared,
    ...named("links", options.links),
    ...named("volumes_from", volumesFrom),
  ];
}

function need(by: string, place: Value, name: string): Need {
  return {
    by,
    service: { ...place, text: name },
    condition: "service_started",
    required: true,
  };
}

/** A way from a service over its needs back to itself. */
export interface Circle {
  readonly services: readonly Service[];
  /** Where each names the next; the last names the first. */
  readonly places: readonly Word[];
}

/** Each circle once, at the first of its services. */
export function circles(services: readonly Service[]): Circle[] {
  const found: Circle[] = [];
  const done = new Set<Service>();
  const visit = (service: Service, way: Circle) => {
    const back = way.services.indexOf(service);
    if (back >= 0) {
      found.push({ services: way.services.slice(back), places: way.places.slice(back) });
      return;
    }
    if (done.has(service)) return;
    for (const { service: name } of needsOf(service)) {
      const next = services.find((one) => one.name.text === name.text);
      if (!next || name.unknown) continue;
      visit(next, { services: [...way.services, service], places: [...way.places, name] });
    }
    done.add(service);
  };
  for (const service of services) visit(service, { services: [], places: [] });
  return found;
}
