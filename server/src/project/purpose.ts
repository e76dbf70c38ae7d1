import type { Service } from "../compose/model.ts";
import { ancestry } from "./ancestry.ts";
import type { Container } from "./project.ts";

/**
 * How sure it is that a container is started as it stands: compose starts its services; an image that
 * offers a port is one to be run; of any other image nobody can tell whether it is one to build upon, to
 * copy files from, or to be given a command by hand.
 */
export function purposeOf({ service, image }: Container): "service" | "server" | undefined {
  if (service) return service.profiles.length > 0 || isNever(service) ? undefined : "service";
  if (!image) return undefined;
  const stages = ancestry(image.stage, image.dockerfile.stages);
  const serves = stages.some(({ instructions }) =>
    instructions.some(
      (one) => one.kind === "HEALTHCHECK" || (one.kind === "OTHER" && one.keyword === "EXPOSE"),
    ),
  );
  return serves ? "server" : undefined;
}

/** `tty` or `stdin_open`: a shell has somebody to wait for. A switch that nobody can read may be on. */
export function hasTerminal({ options }: Service): boolean {
  return ["tty", "stdin_open"].some((key) => {
    const value = options.settings.get(key);
    return value !== undefined && (value.unknown === true || /^(true|yes|on|y)$/i.test(value.text));
  });
}

/** No container of it is started. */
function isNever({ options }: Service): boolean {
  return ["scale", "deploy.replicas"].some((key) => options.settings.get(key)?.text === "0");
}
