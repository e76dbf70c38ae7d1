import { basename } from "../base/path.ts";

/** The same server so that it stays in the foreground, as its manual page has it; undefined where nobody wrote it here. */
export function inForeground(argv: readonly string[]): readonly string[] | undefined {
  const [program = "", ...args] = argv;
  const name = basename(program);
  const without = (...flags: readonly string[]) => [
    program,
    ...args.filter((arg) => !flags.includes(arg)),
  ];
  const service =
    name === "service" || name === "rc-service"
      ? args[0]
      : program.startsWith("/etc/init.d/")
        ? name
        : undefined;
  if (service !== undefined) return services.get(service);
  switch (name) {
    case "nginx":
      return [...argv, "-g", "daemon off;"];
    case "apachectl":
    case "apache2ctl":
      return [program, "-D", "FOREGROUND"];
    case "httpd":
      return [program, "-DFOREGROUND"];
    case "sshd":
      return [...argv, "-D"];
    case "cron":
    case "crond":
      return [...argv, "-f"];
    case "rsyslogd":
      return [...argv, "-n"];
    case "dnsmasq":
      return [...argv, "-k"];
    case "gunicorn":
    case "celery":
      return args[0] === "multi" ? undefined : without("-D", "--daemon", "--detach");
    case "redis-server":
      return [
        program,
        ...args.filter((arg, i) => arg !== "--daemonize" && args[i - 1] !== "--daemonize"),
      ];
    case "memcached":
      return without("-d", "--daemon");
    case "mongod":
      return without("--fork");
    case "rabbitmq-server":
      return without("-detached");
    case "kafka-server-start.sh":
      return without("-daemon");
    case "catalina.sh":
      return [program, "run", ...args.slice(1)];
    case "zkServer.sh":
      return [program, "start-foreground", ...args.slice(1)];
    case "postfix":
      return [program, "start-fg"];
    case "pm2":
      return ["pm2-runtime", ...argv.slice(1)];
    default:
      return undefined;
  }
}

const services: ReadonlyMap<string, readonly string[]> = new Map([
  ["nginx", ["nginx", "-g", "daemon off;"]],
  ["apache2", ["apachectl", "-D", "FOREGROUND"]],
  ["ssh", ["/usr/sbin/sshd", "-D"]],
  ["cron", ["cron", "-f"]],
  ["rsyslog", ["rsyslogd", "-n"]],
]);
