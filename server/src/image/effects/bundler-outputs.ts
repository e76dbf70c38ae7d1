import { join } from "../../base/path.ts";
import { readJson } from "./project-root.ts";
import { at, record } from "./pyproject.ts";
import { textOf, type World } from "./tool.ts";

/** Folders that a build of a front end makes, and names that it surely leaves alone. */
export interface Bundled {
  readonly folders: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Where the builds of front ends leave what they make, as their documentation has it, as long as nothing in
 * their settings says otherwise. Undefined for other commands, and where that cannot be told.
 */
export function bundled(command: string, folder: string, world: World): Bundled | undefined {
  const to = outputFolder(command, folder, world);
  if (to === undefined) return undefined;
  const others = usual.filter((name) => name !== to.split("/")[0]);
  return { folders: [join(folder, to)], missing: others.map((name) => join(folder, name)) };
}

/** The names that people know from other tools. */
const usual = ["build", "dist", "out", ".output"];

function outputFolder(command: string, folder: string, world: World): string | undefined {
  // An option may name another folder; those of the mode do not.
  const [, name = "", options = ""] = /^([\w-]+ ?(?:build|generate)?)\s*(.*)$/.exec(command) ?? [];
  if (!/^(--(mode|prod|production|configuration|debug|verbose)\b(=\S+| \w+)?\s*)*$/.test(options))
    return undefined;
  switch (name.trim()) {
    case "vite build":
      return isPlainVite(folder, world) ? "dist" : undefined;
    case "react-scripts build":
      return namesNoFolder(folder, world) ? "build" : undefined;
    case "vue-cli-service build":
      return settings("vue.config", folder, world, /outputDir|pages\b/) ? "dist" : undefined;
    case "astro build":
      return settings("astro.config", folder, world, /outDir|adapter/) ? "dist" : undefined;
    case "docusaurus build":
      return "build";
    case "gatsby build":
      return "public";
    case "nuxt build":
      return settings("nuxt.config", folder, world, /nitro|output|buildDir|extends/) &&
        isNuxt3(folder, world)
        ? ".output"
        : undefined;
    case "ng build":
      return angular(folder, world);
    default:
      return undefined;
  }
}

const endings = ["js", "cjs", "mjs", "ts", "mts"];

/** Nothing in the settings speaks of this: either there are none, or they can be read. */
function settings(name: string, folder: string, world: World, speaks: RegExp): boolean {
  return endings
    .map((ending) => world.look(join(folder, `${name}.${ending}`)))
    .every(
      ({ fact, text }) => fact.kind === "absent" || (text !== undefined && !speaks.test(text)),
    );
}

/** Frameworks that are made of Vite have folders of their own. */
function isPlainVite(folder: string, world: World): boolean {
  const known =
    /^(vite|node:|path|url|fs|@vitejs\/|@tailwindcss\/vite|vite-tsconfig-paths|vite-plugin-svgr|@sveltejs\/vite-plugin-svelte|@preact\/preset-vite|vitest|\.)/;
  return endings.every((ending) => {
    const { fact, text } = world.look(join(folder, `vite.config.${ending}`));
    if (fact.kind === "absent") return true;
    if (text === undefined || /outDir|\broot\b|\.\.\.|mergeConfig/.test(text)) return false;
    return [...text.matchAll(/\bfrom\s*["']([^"']+)["']|require\(["']([^"']+)["']\)/g)].every(
      ([, one, other]) => known.test(one ?? other ?? ""),
    );
  });
}

/** Create React App takes BUILD_PATH from the environment and from files of it. */
function namesNoFolder(folder: string, world: World): boolean {
  const files = ["", ".local", ".production", ".production.local"].map((end) =>
    world.look(join(folder, `.env${end}`)),
  );
  return (
    world.unset("BUILD_PATH") &&
    files.every(
      ({ fact, text }) =>
        fact.kind === "absent" || (text !== undefined && !/BUILD_PATH/.test(text)),
    )
  );
}

function isNuxt3(folder: string, world: World): boolean {
  const manifest = readJson(textOf(join(folder, "package.json"), world));
  const all = {
    ...record(at(manifest, "dependencies")),
    ...record(at(manifest, "devDependencies")),
  };
  return /^[\^~]?[34]\./.test(String(all.nuxt ?? ""));
}

/** angular.json of one project: its `outputPath`, and below it `browser` where the builder is `application`. */
function angular(folder: string, world: World): string | undefined {
  const projects = record(at(readJson(textOf(join(folder, "angular.json"), world)), "projects"));
  const [project, ...more] = Object.values(projects);
  if (project === undefined || more.length > 0) return undefined;
  const builder = String(at(project, "architect", "build", "builder") ?? "");
  const path = at(project, "architect", "build", "options", "outputPath");
  const [name = ""] = Object.keys(projects);
  const below = /:application$/.test(builder) ? "/browser" : "";
  if (path === undefined) return below ? `dist/${name}${below}` : undefined;
  const known = typeof path === "string" && /:(application|browser)$/.test(builder);
  return known && !/^(\.\.|\/)/.test(path) ? `${path}${below}` : undefined;
}
