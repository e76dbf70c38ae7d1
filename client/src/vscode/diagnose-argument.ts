import type { TargetRequest } from "../docker/engine.ts";

/**
 * What others hand to the command: the name of a container; an object that names a container, a
 * service or an image; the node of a container in the tree of Container Tools (which keeps
 * `containerDesc.Id` for others); a compose file. Undefined where the user has to choose.
 */
export function requestFrom(argument: unknown): TargetRequest | undefined {
  if (typeof argument === "string" && argument !== "") return { kind: "container", name: argument };
  if (typeof argument !== "object" || argument === null) return undefined;
  const container = text(argument, "container") ?? text(entry(argument, "containerDesc"), "Id");
  if (container !== undefined) return { kind: "container", name: container };
  const image = text(argument, "image");
  const service = text(argument, "service");
  if (service === undefined) return image ? { kind: "image", reference: image } : undefined;
  const composeFile = text(argument, "composeFile");
  const project = text(argument, "project");
  return {
    kind: "service",
    name: service,
    ...(composeFile !== undefined && { composeFile }),
    ...(project !== undefined && { project }),
    ...(image !== undefined && { image }),
  };
}

function text(value: unknown, key: string): string | undefined {
  const found = entry(value, key);
  return typeof found === "string" && found !== "" ? found : undefined;
}

/** Reads getters as well: a node of a tree is no plain object. */
function entry(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
