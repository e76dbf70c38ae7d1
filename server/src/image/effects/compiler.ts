import { libcOf, programHead } from "./linked.ts";
import {
  anything,
  cloud,
  type Effect,
  placeOf,
  readArguments,
  type Tool,
  writeFile,
  writeProgram,
} from "./tool.ts";

/** Compilers of C and C++: one file, a program unless they are told to stop before they link one. */
export const compilers: Tool = {
  commands: ["gcc", "g++", "cc", "c++", "clang", "clang++"],
  *effect({ args }, world): Iterable<Effect> {
    const words = args.flatMap((arg) => arg ?? []);
    // Flags out of a variable may say anything.
    const known = words.length === args.length;
    const given = readArguments(words, [
      "-o",
      "-I",
      "-L",
      "-l",
      "-D",
      "-x",
      "-isystem",
      "-include",
    ]);
    const asked = given.values("-o").at(-1);
    const stops = words.some((word) => /^(-c|-S|-E|-M{1,2}|-shared|-fsyntax-only)$/.test(word));
    if (stops && asked === undefined)
      return yield world.cwd === undefined ? anything : cloud(world.cwd);
    const path = placeOf(asked ?? "a.out", world);
    if (path === undefined) return yield anything;
    if (stops) return yield writeFile(path);
    const other = words.some((word) =>
      /^(-static|-nostdlib|-nodefaultlibs|--target|-target|--sysroot|-Wl,)/.test(word),
    );
    const isStatic = words.some((word) => word === "-static" || word === "-static-pie");
    yield writeProgram(
      path,
      programHead(isStatic ? "static" : known && !other ? libcOf(world, "C") : undefined),
    );
  },
};
