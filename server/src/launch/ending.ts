import { basename } from "../base/path.ts";

/**
 * What becomes of a command that nobody stops: it comes to its end, or it comes to its end and leaves a
 * server in the background; undefined where it may run for as long as it likes.
 */
export function endingOf(argv: readonly string[]): "ends" | "detaches" | undefined {
  const [program = "", ...args] = argv;
  const name = basename(program);
  if (name === "exec" || name === "sudo" || name === "nohup" || name === "command") {
    return args.length === 0 || args[0]?.startsWith("-") ? undefined : endingOf(args);
  }
  if (detaches(program, name, args)) return "detaches";
  return ends(name, args) ? "ends" : undefined;
}

/** Each server's own way to go into the background, after its manual page. */
function detaches(program: string, name: string, args: readonly string[]): boolean {
  const has = (...flags: readonly string[]) => args.some((arg) => flags.includes(arg));
  const line = args.join(" ");
  if (/^\/etc\/init\.d\//.test(program)) return has("start", "restart");
  switch (name) {
    case "service":
    case "rc-service":
    case "invoke-rc.d":
      return /\b(re)?start$/.test(line);
    case "apachectl":
    case "apache2ctl":
      return /^(-k )?(re)?start$/.test(line) || args.length === 0;
    case "httpd":
      return /^(-k )?(start)?$/.test(line);
    case "nginx":
      return !/daemon\s+off/.test(line) && !has("-t", "-T", "-v", "-V", "-h", "-?", "-s");
    case "redis-server":
      return /--daemonize[ =]yes/.test(line);
    case "gunicorn":
      return has("--daemon", "-D");
    case "uwsgi":
      return args.some((arg) => /^--daemonize2?(=|$)/.test(arg));
    case "php-fpm":
    case "haproxy":
    case "mysqld":
      return has("-D", "--daemonize");
    case "memcached":
      return has("-d", "--daemon");
    case "mongod":
      return has("--fork");
    case "sshd":
      return !args.some((arg) => /^-[a-zA-Z]*[DdtTiGV]/.test(arg));
    case "cron":
      return !args.some((arg) => /^-[a-zA-Z]*f/.test(arg));
    case "crond":
      return !args.some((arg) => /^-[a-zA-Z]*[fdnxhV]/.test(arg));
    case "rsyslogd":
      return !args.some((arg) => /^-[a-zA-Z]*[nNv]/.test(arg));
    case "dnsmasq":
      return !has("-k", "-d", "--keep-in-foreground", "--no-daemon", "--test", "-v", "--version");
    case "postfix":
    case "zkServer.sh":
    case "catalina.sh":
    case "pm2":
    case "forever":
    case "pg_ctl":
      return args[0] === "start" && !has("--no-daemon", "--attach");
    case "kafka-server-start.sh":
      return has("-daemon");
    case "rabbitmq-server":
      return has("-detached");
    case "celery":
      return /^multi start\b/.test(line) || has("--detach", "-D");
    default:
      return false;
  }
}

function ends(name: string, args: readonly string[]): boolean {
  const [first = ""] = args;
  const line = args.join(" ");
  if (oneOff.has(name)) return true;
  switch (name) {
    case "sleep":
      return /^[\d.]+[smh]?$/.test(first);
    case "cat":
      return args.length > 0 && !args.includes("-");
    case "tail":
      return args.length > 0 && !/(^| )(-\w*[fF]|--follow)/.test(line);
    case "set":
      return first !== "--";
    case "nc":
      return /^-\w*z/.test(first);
    case "alembic":
      return true;
    case "flask":
      return first === "db";
    case "python":
    case "python3":
      return /^\S*manage\.py (migrate|makemigrations|collectstatic|compilemessages|loaddata|check|createcachetable|createsuperuser|flush|wait_for_db)\b/.test(
        line,
      );
    case "php":
      return /^\S*artisan (migrate|config:|route:|view:|cache:|key:|storage:|optimize|db:)/.test(
        line,
      );
    case "prisma":
    case "sequelize":
    case "knex":
      return /^(migrate|db|generate|db:\w+|migrate:\w+)\b/.test(line);
    case "npx":
    case "bundle":
      return ends(
        args.find((arg) => !arg.startsWith("-") && arg !== "exec") ?? "",
        args.slice(1 + args.findIndex((arg) => !arg.startsWith("-") && arg !== "exec")),
      );
    case "rails":
    case "rake":
      return /^(db|assets):\w+/.test(first);
    default:
      return false;
  }
}

/** Programs and words of a shell that do one thing and are done, whatever they are given. */
const oneOff: ReadonlySet<string> = new Set(
  `: true false test [ [[ echo printf pwd cd export unset local readonly declare typeset alias umask ulimit
  trap shift exit return mkdir rmdir rm cp mv ln chmod chown chgrp touch install mktemp basename dirname
  readlink realpath stat ls df du date id whoami hostname uname nproc getent printenv envsubst sed which type
  hash adduser addgroup useradd groupadd usermod groupmod deluser delgroup update-ca-certificates ldconfig
  pg_isready mysqladmin curl wget`
    .trim()
    .split(/\s+/),
);
