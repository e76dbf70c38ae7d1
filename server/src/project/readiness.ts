import type { ComposeFile, Service } from "../compose/model.ts";
import { dockerfileOf } from "./dockerfile-of.ts";
import type { Project } from "./project.ts";

/** Neither compose nor the image says how to tell that it is healthy. */
export function lacksHealthcheck(
  other: Service,
  composeFile: ComposeFile,
  { dockerfiles }: Project,
): boolean {
  if (other.healthcheck === "disabled") return true;
  if (other.healthcheck === "own") return false;
  if (!other.build)
    return officialWithout.test(other.image?.unknown ? "" : (other.image?.text ?? ""));
  const dockerfile = dockerfileOf(other, composeFile, dockerfiles);
  const last = dockerfile?.stages.at(-1);
  // What FROM brings may have one.
  if (!dockerfile || !last || !officialWithout.test(last.base.text)) return false;
  return !dockerfile.stages.some(({ instructions }) =>
    instructions.some(({ kind }) => kind === "HEALTHCHECK"),
  );
}

/** Official images whose Dockerfiles have no HEALTHCHECK. */
const officialWithout =
  /^(docker\.io\/)?(library\/)?(postgres|mysql|mariadb|redis|mongo|rabbitmq|nginx|httpd|memcached|node|python|alpine|debian|ubuntu|busybox|golang|php|ruby|eclipse-temurin)(:[\w.-]+)?$/;

/** How servers are asked whether they are ready, by the programs that come with them. */
const checks: readonly (readonly [RegExp, string])[] = [
  [/^postgres(:|$)/, '["CMD-SHELL", "pg_isready -U $${POSTGRES_USER:-postgres}"]'],
  [/^redis(:|$)/, '["CMD", "redis-cli", "ping"]'],
  [/^mariadb(:|$)/, '["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]'],
  [/^rabbitmq(:|$)/, '["CMD", "rabbitmq-diagnostics", "-q", "ping"]'],
];

/** How to ask a server of this image whether it is ready, as compose writes it. */
export function checkOf(image: string): string | undefined {
  return checks.find(([pattern]) => pattern.test(image))?.[1];
}

/** Whether the image's own command serves until it is stopped. */
export function isServer(image: string): boolean {
  return servers.test(image);
}

/** Official images. */
const servers =
  /^(docker\.io\/)?(library\/)?(postgres|mysql|mariadb|redis|mongo|rabbitmq|nginx|httpd|memcached)(:[\w.-]+)?$/;
