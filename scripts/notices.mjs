import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.mjs";

/** The licences of the packages that the files of a bundle come from: what all of them ask to keep. */
export async function notices(files) {
  const folders = new Set(
    files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  const all = await Promise.all([...folders].map((folder) => notice(join(root, folder))));
  return `${all.toSorted().join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  const names = (await readdir(folder)).filter((file) =>
    /^(licen[cs]e|copying|notice)/i.test(file),
  );
  const texts = names.toSorted().map((file) => readFile(join(folder, file), "utf8"));
  const words = (await Promise.all(texts)).map((text) => text.trim());
  return [
    `${name} ${version}: ${typeof license === "string" ? license : "see below"}`,
    ...words,
  ].join("\n\n");
}
