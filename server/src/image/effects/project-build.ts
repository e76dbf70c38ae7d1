import { dirname, resolve, within } from "../../base/path.ts";
import { lineOutputs } from "./script-outputs.ts";
import { anything, cloud, cloudBut, type Effect, homeOf, type Tool, type World } from "./tool.ts";

/**
 * What a script of the project may write: anything below its folder and the one above it, where that is
 * not the system's, and what its configuration names outside.
 */
export function* projectBuild(folder: string | undefined, world: World): Iterable<Effect> {
  if (folder === undefined) return yield anything;
  const above = dirname(folder);
  // The programs of packages come with an install, not with a build.
  if (folder !== "/") yield cloudBut(folder, ["node_modules/.bin"]);
  if (folder === "/" || !/^\/(usr(\/local)?)?$/.test(above)) yield outsideSystem(above, folder);
  for (const name of configurations) {
    const { fact, text = "" } = world.look(`${folder}/${name}`);
    for (const path of outputsIn(text, folder)) yield cloud(path);
    // One that was not read may name any folder.
    if (fact.kind === "file" && text === "" && chooses.test(name)) {
      yield outsideSystem("/", folder);
    }
  }
  const home = homeOf(world);
  if (home !== undefined)
    for (const name of [".cache", ".npm", ".config"]) yield cloud(`${home}/${name}`);
}

/** Anything that a build could be told to write: no programs of the system, no scripts that start it. */
export function outsideSystem(above: string, folder: string): Effect {
  const own = within(`${folder === "/" ? "" : folder}/node_modules/.bin`, above);
  const names = above === "/" ? [...system, ...scripts] : [];
  return cloudBut(above, own ? [...names, own] : names);
}

const system = "bin boot dev etc lib lib64 proc run sbin sys usr".split(" ");
const scripts = ["", "docker-"].flatMap((start) =>
  [
    "entrypoint",
    "entrypoint.sh",
    "entry-point.sh",
    "start.sh",
    "run.sh",
    "init.sh",
    "startup.sh",
    "wait-for-it.sh",
  ].map((name) => start + name),
);

/** Where people choose another folder for what is built. */
const chooses = /^(vite|vue|webpack)\.config|^angular\.json/;

const configurations = [
  ...["package.json", "vite.config.ts", "vite.config.js", "vite.config.mjs", "vite.config.mts"],
  ...["angular.json", "vue.config.js", "webpack.config.js", "svelte.config.js", "astro.config.mjs"],
  ...["nuxt.config.ts", "next.config.js", "next.config.mjs", "next.config.ts", "tsconfig.json"],
];

/** `outDir: "../backend/static"`, `--output-path=/srv/www`. */
function outputsIn(text: string, folder: string): string[] {
  const outside = [...text.matchAll(/(\.\.\/[\w./@-]+)/g)];
  const absolute = [...text.matchAll(/out(?:put)?[\w-]*["']?[\s:=]+["'`]?(\/[\w./@-]+)/gi)];
  return [...outside, ...absolute].map(([, path = ""]) => resolve(folder, path));
}

/** Programs that work on the project in whose folder they are run. */
export const builders: Tool = {
  commands: (
    "next nuxt nuxi vite tsc vue-tsc tsup webpack rollup parcel ng nest vue-cli-service react-scripts " +
    "gatsby astro remix react-router svelte-kit prisma drizzle-kit typeorm sequelize knex turbo nx lerna " +
    "gulp grunt babel swc tailwindcss postcss sass eslint prettier jest vitest mocha medusa strapi expo " +
    "eleventy hexo docusaurus vitepress storybook ncc graphql-codegen husky patch-package rimraf run-s " +
    "run-p npm-run-all jekyll hugo mkdocs rake rails artisan symfony flutter buf protoc swag templ sqlc wire mockgen trunk wasm-pack"
  ).split(" "),
  *effect({ name, args }, world) {
    if (args.length === 1 && /^(-v|-V|--version|version|--help)$/.test(args[0] ?? "")) return;
    yield* projectBuild(world.cwd, world);
    for (const path of outputsIn(args.map((arg) => arg ?? "").join(" "), world.cwd ?? "/")) {
      yield cloud(path);
    }
    for (const [i, arg] of args.entries()) {
      if (
        /^(-d|-o|--destination|--outDir|--out-dir|--outdir|--site-dir|--output-path|--dist-dir)$/.test(
          arg ?? "",
        )
      ) {
        const path = args[i + 1];
        yield path === undefined ? anything : cloud(resolve(world.cwd ?? "/", path));
      } else if (arg === undefined) yield anything;
    }
    if (world.cwd !== undefined && !args.includes(undefined))
      yield* lineOutputs([name, ...args].join(" "), world.cwd, world);
  },
};
