import {
  activeEnvironment,
  activePython,
  environmentAt,
  installInto,
  makeEnvironment,
} from "./python-environment.ts";
import {
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  type Words,
  type World,
  write,
  writeProgram,
} from "./tool.ts";

/**
 * A script from the net that a shell or an interpreter runs: told by the address it was fetched from, or by
 * the name it was saved under. `source` holds the words that name it, `args` those behind it.
 */
export function* installer(source: Words, args: Words, world: World): Iterable<Effect> {
  const known = installers.find(({ from }) =>
    source.some((word) => word !== undefined && from.test(word)),
  );
  yield* known ? known.effect(args, world) : [anything];
}

interface Installer {
  readonly from: RegExp;
  effect(args: Words, world: World): Iterable<Effect>;
}

const installers: readonly Installer[] = [
  { from: /install\.python-poetry\.org|(^|\/)install-poetry\.py/, effect: poetry },
  {
    from: /astral\.sh\/uv\/|(^|\/)uv-installer\.sh|uv[-_]install(er)?\.sh/,
    effect: (_, world) => uv(world),
  },
  { from: /bootstrap\.pypa\.io|(^|\/)get-pip\.py$/, effect: (_, world) => pip(world) },
  {
    from: /sh\.rustup\.rs|static\.rust-lang\.org\/rustup|(^|\/)rustup(-init)?(\.sh)?$/,
    effect: (_, world) => rustup(world),
  },
  {
    from: /nodesource\.com\/setup_|(^|\/)(nodesource_)?setup_\d+\.x|(^|\/)nodesource_setup\.sh$/,
    effect: repository,
  },
  {
    from: /bun\.sh\/install|bun\.com\/install/,
    effect: (_, world) => below("BUN_INSTALL", ".bun", ["bun", "bunx"], world),
  },
  {
    from: /deno\.land\/(x\/)?install/,
    effect: (_, world) => below("DENO_INSTALL", ".deno", ["deno"], world),
  },
  { from: /get\.pnpm\.io\/install\.sh/, effect: (_, world) => pnpm(world) },
  {
    from: /nvm-sh\/nvm|creationix\/nvm/,
    effect: (_, world) => below("NVM_DIR", ".nvm", [], world),
  },
  { from: /getcomposer\.org\/installer|(^|\/)composer-setup\.php$/, effect: composer },
];

function* poetry(args: Words, world: World): Iterable<Effect> {
  if (args.includes("--uninstall")) return;
  const home = homeOf(world);
  const own = world.variable("POETRY_HOME");
  const data = own ?? (home && `${home}/.local/share/pypoetry`);
  const bin = own ? `${own}/bin` : home && `${home}/.local/bin`;
  if (data === undefined || bin === undefined) return yield anything;
  // https://install.python-poetry.org: an environment below the data folder, and a link to its script.
  yield cloud(data);
  yield* makeEnvironment(`${data}/venv`, activePython(world), ["pip"]);
  yield* installInto(environmentAt(`${data}/venv`), { packages: ["poetry"], possible: "any" });
  yield write(`${bin}/poetry`, { kind: "symlink", target: `${data}/venv/bin/poetry` });
}

/** https://docs.astral.sh/uv/reference/installer/; before 0.5 it went where cargo installs. */
function* uv(world: World): Iterable<Effect> {
  const home = homeOf(world);
  const chosen = world.variable("UV_INSTALL_DIR") ?? world.variable("UV_UNMANAGED_INSTALL");
  const data = world.variable("XDG_DATA_HOME");
  const usual =
    world.variable("XDG_BIN_HOME") ?? (data ? `${data}/../bin` : home && `${home}/.local/bin`);
  const path = placeOf(chosen ?? usual, world);
  if (path === undefined) return yield anything;
  yield cloud(path);
  const cargo = world.variable("CARGO_HOME") ?? (home && `${home}/.cargo`);
  if (cargo !== undefined) yield cloud(`${cargo}/bin`);
  yield* profile(home);
  for (const name of ["uv", "uvx"]) yield writeProgram(`${path}/${name}`);
}

function* pip(world: World): Iterable<Effect> {
  const environment = activeEnvironment(world);
  yield* environment
    ? installInto(environment, { packages: ["pip"], possible: ["pip", "wheel"] })
    : [anything];
}

function* rustup(world: World): Iterable<Effect> {
  const home = homeOf(world);
  const cargo = world.variable("CARGO_HOME") ?? (home && `${home}/.cargo`);
  const toolchains = world.variable("RUSTUP_HOME") ?? (home && `${home}/.rustup`);
  if (cargo === undefined || toolchains === undefined) return yield anything;
  yield cloud(cargo);
  yield cloud(toolchains);
  yield* profile(home);
  for (const name of ["rustup", "cargo", "rustc"]) yield writeProgram(`${cargo}/bin/${name}`);
}

/** Adds a source of packages, with what that needs. */
function* repository(): Iterable<Effect> {
  for (const path of ["/etc", "/var", "/usr/share"]) yield cloud(path);
}

function* below(
  variable: string,
  folder: string,
  programs: readonly string[],
  world: World,
): Iterable<Effect> {
  const home = homeOf(world);
  const path = world.variable(variable) ?? (home && `${home}/${folder}`);
  if (path === undefined) return yield anything;
  yield cloud(path);
  yield* profile(home);
  for (const name of programs) yield writeProgram(`${path}/bin/${name}`);
}

function* pnpm(world: World): Iterable<Effect> {
  const home = homeOf(world);
  const path = world.variable("PNPM_HOME") ?? (home && `${home}/.local/share/pnpm`);
  if (path === undefined) return yield anything;
  yield cloud(path);
  yield* profile(home);
  yield writeProgram(`${path}/pnpm`);
}

function* composer(args: Words, world: World): Iterable<Effect> {
  const option = (name: string) => {
    const at = args.findIndex((arg) => arg === name || arg?.startsWith(`${name}=`));
    return at < 0 ? undefined : args[at]?.includes("=") ? args[at]?.split("=")[1] : args[at + 1];
  };
  const folder = placeOf(option("--install-dir") ?? ".", world);
  if (folder === undefined) return yield anything;
  yield writeProgram(`${folder}/${option("--filename") ?? "composer.phar"}`, {
    kind: "script",
    interpreter: "/usr/bin/env",
    argument: "php",
    crlf: false,
  });
}

function* profile(home: string | undefined): Iterable<Effect> {
  for (const name of home
    ? [".profile", ".bashrc", ".bash_profile", ".zshrc", ".zshenv", ".config"]
    : []) {
    yield cloud(`${home}/${name}`);
  }
}
