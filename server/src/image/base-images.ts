import { basename, dirname, isWithin } from "../base/path.ts";
import type { Fact } from "../launch/facts.ts";
import {
  alpinePrograms,
  applicationPrograms,
  busyboxPrograms,
  debianPrograms,
} from "./programs.ts";

/** What is known about an image that nobody here builds. Facts from the images' own Dockerfiles. */
export interface BaseImage {
  readonly family: string;
  readonly distribution: "debian" | "alpine" | "busybox";
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDir: string;
  readonly user: string;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  readonly volumes: readonly string[];
  /** Programs by name, with the folder they lie in. */
  readonly programs: ReadonlyMap<string, string>;
  /** No program is in PATH but those. */
  readonly complete: boolean;
  readonly users: ReadonlySet<string>;
  /** Folders outside of the distribution's own that exist. */
  readonly folders: readonly string[];
  /** Where `python` and its packages lie, in images of Python. */
  readonly python?: { readonly program: string; readonly version: string };
}

/** The facts about an image reference; undefined for images that nobody wrote down here. */
export function baseImage(reference: string): BaseImage | undefined {
  if (reference.includes("@")) return undefined;
  const [, repository = "", tag = "latest"] =
    /^(?:docker\.io\/)?(?:library\/)?([a-z0-9._-]+)(?::([\w.-]+))?$/.exec(reference) ?? [];
  return families[repository]?.(tag);
}

/** lstat(2) in an image that nobody here builds. */
export function lookInBase(base: BaseImage, path: string): Fact {
  // No image has a file whose name ends in a carriage return.
  if (path.endsWith("\r")) return { kind: "absent" };
  const merged = mergedFolders[base.distribution][path];
  if (merged) return { kind: "symlink", target: merged };
  if (folders.has(path) || base.folders.some((folder) => isWithin(folder, path))) {
    return { kind: "directory" };
  }
  if (base.python && path === `${dirname(base.python.program)}/python${base.python.version}`) {
    return { kind: "file", mode: 0o755 };
  }
  if (base.python && isWithin(path, sitePackages(base.python))) {
    return path === sitePackages(base.python) || pipPackages.has(basename(path))
      ? { kind: "directory" }
      : { kind: "absent" };
  }
  const loader = loaders[path];
  if (loader) return loader === libc(base) ? { kind: "file", mode: 0o755 } : { kind: "absent" };
  const folder = dirname(path);
  const name = basename(path);
  if (programFolders.has(folder)) {
    const home = base.programs.get(name);
    if (home === folder) return { kind: "file", mode: 0o755 };
    // Distributions link or move their programs between these folders.
    if (home === undefined && (base.complete || applicationPrograms.has(name))) {
      return { kind: "absent" };
    }
    return { kind: "unknown", why: `nobody listed the programs of ${base.family} here` };
  }
  // A Python beside the distribution's is no virtual environment.
  if (path === "/usr/local/pyvenv.cfg") return { kind: "absent" };
  const top = `/${path.split("/")[1] ?? ""}`;
  if (!folders.has(top) || empty.some((folder) => isWithin(path, folder)))
    return { kind: "absent" };
  return { kind: "unknown", why: `nobody listed ${folder} of ${base.family} here` };
}

function sitePackages({ program, version }: NonNullable<BaseImage["python"]>): string {
  return `${dirname(dirname(program))}/lib/python${version}/site-packages`;
}

/** What the images of Python bring in site-packages. */
const pipPackages = new Set(["pip", "setuptools", "wheel", "pkg_resources", "_distutils_hack"]);

function libc(base: BaseImage): "glibc" | "musl" {
  return base.distribution === "debian" ? "glibc" : "musl";
}

const loaders: Readonly<Record<string, "glibc" | "musl">> = {
  "/usr/lib64/ld-linux-x86-64.so.2": "glibc",
  "/usr/lib/ld-linux-aarch64.so.1": "glibc",
  "/lib/ld-musl-x86_64.so.1": "musl",
  "/lib/ld-musl-aarch64.so.1": "musl",
};

/** Debian and Ubuntu link the old folders into /usr; Alpine and BusyBox do not. */
const mergedFolders: Readonly<Record<BaseImage["distribution"], Readonly<Record<string, string>>>> =
  {
    debian: { "/bin": "usr/bin", "/sbin": "usr/sbin", "/lib": "usr/lib", "/lib64": "usr/lib64" },
    alpine: {},
    busybox: {},
  };

/** The folders of the Filesystem Hierarchy Standard that every one of these images has. */
const folders: ReadonlySet<string> = new Set([
  ...[
    "/bin",
    "/dev",
    "/etc",
    "/home",
    "/lib",
    "/lib64",
    "/media",
    "/mnt",
    "/opt",
    "/proc",
    "/root",
  ],
  ...["/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var", "/usr/bin", "/usr/sbin", "/usr/lib"],
  ...[
    "/usr/lib64",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/local/lib",
    "/usr/share",
  ],
]);

const programFolders: ReadonlySet<string> = new Set([
  ...["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"],
]);

/** Folders that images leave to their users. */
const empty = ["/home", "/media", "/mnt", "/opt", "/srv"];

const standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

function programs(
  ...groups: readonly (readonly [folder: string, names: Iterable<string>])[]
): ReadonlyMap<string, string> {
  return new Map(groups.flatMap(([folder, names]) => [...names].map((name) => [name, folder])));
}

const debianUsers = new Set(
  "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc _apt nobody".split(
    " ",
  ),
);
const alpineUsers = new Set(
  "root bin daemon lp sync shutdown halt mail news uucp cron ftp sshd games ntp guest nobody".split(
    " ",
  ),
);

const debian: BaseImage = {
  family: "debian",
  distribution: "debian",
  environment: { PATH: standardPath },
  workingDir: "/",
  user: "",
  entrypoint: undefined,
  command: ["bash"],
  volumes: [],
  programs: programs(["/usr/bin", debianPrograms]),
  complete: false,
  users: debianUsers,
  folders: [],
};

const alpine: BaseImage = {
  ...debian,
  family: "alpine",
  distribution: "alpine",
  command: ["/bin/sh"],
  programs: programs(["/bin", busyboxPrograms], ["/sbin", alpinePrograms]),
  users: alpineUsers,
};

/** `slim` and `alpine` variants hold what their distribution holds and nothing but the language. */
function variant(tag: string): { readonly base: BaseImage; readonly slim: boolean } {
  if (/alpine/.test(tag)) return { base: alpine, slim: true };
  return { base: debian, slim: /slim/.test(tag) };
}

function withPrograms(
  base: BaseImage,
  folder: string,
  names: readonly string[],
  more: Partial<BaseImage>,
): BaseImage {
  return { ...base, ...more, programs: new Map([...base.programs, ...programs([folder, names])]) };
}

const families: Readonly<Record<string, (tag: string) => BaseImage | undefined>> = {
  scratch: () => undefined,
  debian: () => debian,
  ubuntu: () => ({ ...debian, family: "ubuntu" }),
  alpine: () => alpine,
  busybox: () => ({
    ...alpine,
    family: "busybox",
    distribution: "busybox",
    command: ["sh"],
    programs: programs(["/bin", busyboxPrograms]),
    complete: true,
  }),
  python(tag) {
    if (/windows/.test(tag)) return undefined;
    const { base } = variant(tag);
    const version = /^(\d+\.\d+)/.exec(tag)?.[1] ?? "3";
    const names = ["python", "python3", "pip", "pip3", "idle", "pydoc", "python-config"];
    return withPrograms(base, "/usr/local/bin", [...names, `python${version}`, `pip${version}`], {
      family: "python",
      environment: { PATH: `/usr/local/bin:${standardPath}`, LANG: "C.UTF-8" },
      command: ["python3"],
      python: { program: "/usr/local/bin/python", version },
    });
  },
  node(tag) {
    if (/windows/.test(tag)) return undefined;
    const names = ["node", "nodejs", "npm", "npx", "corepack", "yarn", "yarnpkg"];
    const { base } = variant(tag);
    return withPrograms(base, "/usr/local/bin", [...names, "docker-entrypoint.sh"], {
      family: "node",
      entrypoint: ["docker-entrypoint.sh"],
      command: ["node"],
      users: new Set([...base.users, "node"]),
      folders: ["/home/node", "/usr/local/lib/node_modules"],
    });
  },
  postgres(tag) {
    const names = ["docker-entrypoint.sh", "docker-ensure-initdb.sh", "gosu", "su-exec"];
    const { base } = variant(tag);
    return withPrograms(base, "/usr/local/bin", [...names, "postgres", "pg_isready", "psql"], {
      family: "postgres",
      entrypoint: ["docker-entrypoint.sh"],
      command: ["postgres"],
      volumes: ["/var/lib/postgresql/data"],
      users: new Set([...base.users, "postgres"]),
      folders: ["/docker-entrypoint-initdb.d", "/var/lib/postgresql/data"],
    });
  },
  redis(tag) {
    const names = ["docker-entrypoint.sh", "redis-server", "redis-cli", "gosu"];
    const { base } = variant(tag);
    return withPrograms(base, "/usr/local/bin", names, {
      family: "redis",
      entrypoint: ["docker-entrypoint.sh"],
      command: ["redis-server"],
      workingDir: "/data",
      volumes: ["/data"],
      users: new Set([...base.users, "redis"]),
      folders: ["/data"],
    });
  },
};
