import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of a program on the PATH, or undefined. */
export function which(program) {
  const extensions = process.platform === "win32" ? [".cmd", ".exe"] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const extension of extensions) {
      const path = join(folder, program + extension);
      if (isExecutable(path)) return path;
    }
  }
  return undefined;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
