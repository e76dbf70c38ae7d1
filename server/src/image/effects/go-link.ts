import { join } from "../../base/path.ts";
import type { Head } from "../../launch/facts.ts";
import { namesIn } from "./glob.ts";
import { libcOf, programHead } from "./linked.ts";
import { programInPath } from "./path-search.ts";
import { textOf, type World } from "./tool.ts";

export type GoFlags = ReadonlyMap<string, string | undefined>;

/**
 * What `go build` links a package to. With cgo, which is on where a C compiler is found, the packages `net`
 * and `os/user` use the C library (cmd/cgo's and net's documentation); without it nothing does.
 */
export function goHead(flags: GoFlags, folder: string | undefined, world: World): Head | undefined {
  const system = world.variable("GOOS") ?? "linux";
  if (system !== "linux" || flags.has("buildmode")) return undefined;
  const asked = world.variable("GOARCH");
  const machine =
    asked && /^(amd64|arm64|386|arm|riscv64|ppc64le|s390x)$/.test(asked) ? asked : undefined;
  if (world.variable("CGO_ENABLED") === "0") return programHead("static", machine);
  const links =
    isNative(world) && usesCgo(world) && linksDynamically(flags, world) && needsC(folder, world);
  return programHead(links ? libcOf(world, "C") : undefined, machine);
}

/** For another machine cgo is off unless it is asked for. */
function isNative(world: World): boolean {
  return world.variable("CGO_ENABLED") === "1" || world.unset("GOARCH");
}

function usesCgo(world: World): boolean {
  if (world.variable("CGO_ENABLED") === "1") return true;
  return world.unset("CGO_ENABLED") && programInPath(world, ["gcc"]) !== undefined;
}

function linksDynamically(flags: GoFlags, world: World): boolean {
  const given = ["ldflags", "tags"].filter((name) => flags.has(name));
  const known = given.every((name) => flags.get(name) !== undefined);
  const words = given.map((name) => flags.get(name)).join(" ");
  return known && world.unset("GOFLAGS") && !/static|netgo|osusergo/.test(words);
}

/** The files in which the program begins import what uses the C library. */
function needsC(folder: string | undefined, world: World): boolean {
  if (folder === undefined) return false;
  const texts = namesIn(folder, world)
    .filter((name) => name.endsWith(".go"))
    .map((name) => textOf(join(folder, name), world));
  return texts.some((text) => users.test(text));
}

/** Packages that use it, and frameworks that are made of those. */
const users = new RegExp(
  `^\\s*(?:import\\s+)?(?:[\\w.]+\\s+)?"(?:${[
    "C|net|net/http|os/user",
    "github\\.com/(?:gin-gonic/gin|labstack/echo|gofiber/fiber|gorilla/mux|go-chi/chi|mattn/go-sqlite3)(?:/v\\d+)?",
    "google\\.golang\\.org/grpc",
  ].join("|")})"`,
  "m",
);
