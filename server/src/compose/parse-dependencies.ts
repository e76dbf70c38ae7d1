import type { Dependency, Value } from "./model.ts";
import { entries, flag, get, items, type Node, scalar } from "./tree.ts";
import { lastOfEach } from "./unique.ts";

/** `depends_on`: a list of names, or a map from names to conditions. */
export function dependencies(node: Node | undefined): Dependency[] {
  const short = items(node).flatMap(({ item }) => scalar(item) ?? []);
  const long = entries(node).map(({ key, value }): Dependency => {
    const said = scalar(get(value, "condition"));
    return {
      service: key,
      condition: said?.text ?? "service_started",
      required: flag(get(value, "required")) !== false,
      ...(said && { conditionAt: said }),
    };
  });
  return lastOfEach([...short.map(started), ...long], ({ service }) =>
    service.unknown ? undefined : service.text,
  );
}

function started(service: Value): Dependency {
  return { service, condition: "service_started", required: true };
}
