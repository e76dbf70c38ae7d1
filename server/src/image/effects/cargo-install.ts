import { programsOf } from "./cargo-build.ts";
import { readCargoProject } from "./cargo-manifest.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  type Tool,
  type Words,
  type World,
  writeProgram,
} from "./tool.ts";

/** `cargo install`: programs for everybody, below the home of Cargo. */
export function* install(words: Words, given: Arguments, world: World): Iterable<Effect> {
  const root =
    given.values("--root").at(-1) ?? world.variable("CARGO_INSTALL_ROOT") ?? cargoHome(world);
  const path = placeOf(root, world);
  if (path === undefined || (given.has("--root") && given.values("--root").at(-1) === undefined))
    return yield anything;
  for (const name of [".crates.toml", ".crates2.json"]) yield cloud(`${path}/${name}`);
  const local = placeOf(given.values("--path").at(-1), world);
  const project = local === undefined ? undefined : readCargoProject(local, world);
  const bins = given.values("--bin");
  if (project || bins.length > 0) {
    const { names, complete } = project
      ? programsOf(given, project)
      : { names: bins.flatMap((name) => name ?? []), complete: !bins.includes(undefined) };
    if (!complete) yield cloud(`${path}/bin`);
    for (const name of names) yield writeProgram(`${path}/bin/${name}`);
    return;
  }
  const crates = words.map((word) => word?.replace(/@.*$/, ""));
  if (crates.length === 0 || crates.some((name) => name === undefined || !crateNames[name]))
    yield cloud(`${path}/bin`);
  for (const name of crates.flatMap((crate) => (crate ? (crateNames[crate] ?? [crate]) : []))) {
    yield writeProgram(`${path}/bin/${name}`);
  }
}

/** Programs of crates that are not called like their crate. */
const crateNames: Readonly<Record<string, readonly string[]>> = {
  "cargo-binstall": ["cargo-binstall"],
  "cargo-chef": ["cargo-chef"],
  "cargo-watch": ["cargo-watch"],
  diesel_cli: ["diesel"],
  "fd-find": ["fd"],
  just: ["just"],
  ripgrep: ["rg"],
  "sea-orm-cli": ["sea-orm-cli", "sea"],
  "sqlx-cli": ["sqlx", "cargo-sqlx"],
  trunk: ["trunk"],
  "wasm-bindgen-cli": ["wasm-bindgen", "wasm-bindgen-test-runner", "wasm2es6js"],
  "wasm-pack": ["wasm-pack"],
};

/** The images of Rust set it to /usr/local/cargo. */
export function cargoHome(world: World): string | undefined {
  const variable = world.variable("CARGO_HOME");
  if (variable) return variable;
  if (world.base?.family === "rust") return "/usr/local/cargo";
  const home = homeOf(world);
  return home && `${home}/.cargo`;
}

/** rustup: toolchains below their own folder, and proxies beside cargo. */
export const rustup: Tool = {
  commands: ["rustup"],
  *effect(_call, world) {
    const home = homeOf(world);
    const own =
      world.variable("RUSTUP_HOME") ??
      (world.base?.family === "rust" ? "/usr/local/rustup" : home && `${home}/.rustup`);
    const cargo = cargoHome(world);
    if (own === undefined || cargo === undefined) return yield anything;
    yield cloud(own);
    for (const name of [
      "cargo-fmt",
      "rustfmt",
      "cargo-clippy",
      "clippy-driver",
      "rust-analyzer",
      "cargo-miri",
    ]) {
      yield cloud(`${cargo}/bin/${name}`);
    }
  },
};
