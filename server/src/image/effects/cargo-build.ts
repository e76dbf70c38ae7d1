import { basename, dirname, join } from "../../base/path.ts";
import type { Head } from "../../launch/facts.ts";
import { type CargoProject, type Programs, readCargoProject } from "./cargo-manifest.ts";
import { namesIn } from "./glob.ts";
import { libcOf, machineOf, programHead } from "./linked.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  placeOf,
  type World,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** `cargo build`: the programs of the manifest, below the folder of the profile. */
export function* build(given: Arguments, world: World): Iterable<Effect> {
  const project = projectOf(given, world);
  const target = targetFolder(given, world);
  if (target === undefined) return yield anything;
  if (world.cwd !== undefined) yield cloud(`${world.cwd}/Cargo.lock`);
  yield* buildScripts(project, world);
  const machines = given.values("--target");
  const machine = machines.at(-1) ?? world.variable("CARGO_BUILD_TARGET");
  const profile = profileOf(given);
  if (
    !project ||
    profile === undefined ||
    machines.includes(undefined) ||
    isConfigured(project.root, world)
  ) {
    return yield cloud(target);
  }
  const { names, complete } = programsOf(given, project);
  const folder = join(target, machine ? basename(machine).replace(/\.json$/, "") : "", profile);
  for (const path of [folder, join(target, profile)]) {
    for (const name of ["build", "deps", "examples", "incremental", ".fingerprint"])
      yield cloud(join(path, name));
  }
  yield writeFolder(folder);
  if (!complete) yield cloud(folder);
  const head = rustHead(machine, given, world);
  for (const name of names) yield writeProgram(join(folder, name), head);
}

/**
 * rustc's defaults: programs for musl are static, those for GNU are not, unless flags say otherwise. The
 * images on Alpine bring the compiler of the former (rust-lang/docker-rust), Alpine's own package another.
 */
function rustHead(machine: string | undefined, given: Arguments, world: World): Head | undefined {
  const flags = world.variable("RUSTFLAGS") ?? (world.unset("RUSTFLAGS") ? "" : undefined);
  if (flags === undefined || /crt-static|link/.test(flags)) return undefined;
  if (given.operands[0] === "zigbuild" || /zig|musl/.test(world.variable("CC") ?? ""))
    return undefined;
  if (machine !== undefined) {
    const known = machineOf(machine);
    if (machine.endsWith("-linux-musl")) return programHead("static", known);
    return programHead(machine.endsWith("-linux-gnu") ? libcOf(world, "Rust") : undefined, known);
  }
  if (world.base?.libc === "glibc") return programHead(libcOf(world, "Rust"));
  return world.base?.family === "rust" ? programHead("static") : undefined;
}

function projectOf(given: Arguments, world: World): CargoProject | undefined {
  const manifest = given.values("--manifest-path").at(-1);
  const path = placeOf(manifest ?? "./Cargo.toml", world);
  return path === undefined ? undefined : readCargoProject(dirname(path), world);
}

export function programsOf(given: Arguments, project: CargoProject): Programs {
  const bins = given.values("--bin");
  if (bins.length > 0) {
    const names = bins.flatMap((name) => name ?? []);
    return { names, complete: names.length === bins.length };
  }
  if (
    given.has(
      "--example",
      "--examples",
      "--lib",
      "--tests",
      "--benches",
      "--all-targets",
      "--workspace",
      "--all",
      "--exclude",
    )
  ) {
    return { ...project.programs, complete: false };
  }
  const packages = given.values("-p", "--package");
  if (packages.length === 0) return project.programs;
  const parts = packages.map((name) => project.programsOf(name ?? ""));
  return {
    names: parts.flatMap(({ names }) => names),
    complete: parts.every(({ complete }) => complete),
  };
}

/** The Cargo Book, "Profiles": the folder of `dev` and `test` is called debug, that of `bench` release. */
export function profileOf(given: Arguments): string | undefined {
  if (given.has("--release", "-r")) return "release";
  if (!given.has("--profile")) return "debug";
  const name = given.values("--profile").at(-1);
  return name && (/^(dev|test)$/.test(name) ? "debug" : name === "bench" ? "release" : name);
}

/** Where Cargo puts all that it builds. */
export function targetFolder(given: Arguments, world: World): string | undefined {
  const asked =
    given.values("--target-dir").at(-1) ??
    world.variable("CARGO_TARGET_DIR") ??
    world.variable("CARGO_BUILD_TARGET_DIR");
  if (asked !== undefined || given.has("--target-dir")) return placeOf(asked, world);
  const root = projectOf(given, world)?.root ?? world.cwd;
  return root && join(root, "target");
}

/** A .cargo/config.toml may choose another machine or another folder. */
function isConfigured(root: string, world: World): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    for (const name of [".cargo/config.toml", ".cargo/config"]) {
      const { fact, text, by } = world.look(join(folder, name));
      if (text !== undefined && !/target/.test(text)) continue;
      if (fact.kind !== "absent" && (fact.kind !== "unknown" || by)) return true;
    }
    if (folder === "/") return false;
  }
}

/** A build.rs is a program: it may write into the project, beside what Cargo does. */
function* buildScripts(project: CargoProject | undefined, world: World): Iterable<Effect> {
  const root = project?.root ?? world.cwd;
  if (root === undefined) return;
  const names = namesIn(root, world);
  const scripts = [root, ...names.map((name) => join(root, name))].map(
    (folder) => world.look(join(folder, "build.rs")).fact.kind,
  );
  if (scripts.every((kind) => kind === "absent")) return;
  for (const name of names)
    if (!/^(target|Cargo\.\w+|src|\.cargo)$/.test(name)) yield cloud(join(root, name));
}
