import { installer } from "./installers.ts";
import { projectBuild } from "./project-build.ts";
import { projectRoot, readJson } from "./project-root.ts";
import { at, record } from "./pyproject.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  placeOf,
  readArguments,
  type Tool,
  textOf,
  type World,
  writeFile,
  writeFolder,
  writeProgram,
} from "./tool.ts";

/** Composer: packages below `vendor`, and what the project's own scripts do. */
export const composer: Tool = {
  commands: ["composer", "composer.phar"],
  *effect({ args }, world) {
    const given = readArguments(args, ["-d", "--working-dir", "--stability", "--repository"]);
    const { operands, values } = given;
    const [command, ...words] = operands;
    const named = values("-d", "--working-dir").at(-1);
    const root = projectRoot(
      world,
      "composer.json",
      named === undefined ? world.cwd : placeOf(named, world),
    );
    const home = homeOf(world);
    for (const name of [".composer", ".config/composer", ".cache/composer"])
      if (home) yield cloud(`${home}/${name}`);
    const own = world.variable("COMPOSER_HOME");
    if (own) yield cloud(own);
    switch (command) {
      case "install":
      case "update":
      case "require":
      case "dump-autoload":
      case "dumpautoload":
      case "i":
      case "u":
        return yield* root === undefined ? [anything] : install(root, given, world);
      case "create-project": {
        const path = placeOf(words[1] ?? words[0]?.split("/").at(-1), world);
        yield path === undefined ? anything : cloud(path);
        return;
      }
      case "config":
      case "clear-cache":
      case "clearcache":
      case "show":
      case "validate":
      case "check-platform-reqs":
      case "diagnose":
      case "self-update":
      case "global":
      case undefined:
        return;
      default:
        yield* projectBuild(root, world);
    }
  },
};

function* install(root: string, given: Arguments, world: World): Iterable<Effect> {
  const text = textOf(`${root}/composer.json`, world);
  const manifest = readJson(text || "{}");
  const folder =
    world.variable("COMPOSER_VENDOR_DIR") ?? at(manifest, "config", "vendor-dir") ?? "vendor";
  const path = typeof folder === "string" ? placeOf(folder, { ...world, cwd: root }) : undefined;
  if (path === undefined) return yield anything;
  // Plugins put some packages elsewhere: themes, modules, the web root.
  const moved =
    at(manifest, "extra", "installer-paths") !== undefined ||
    at(manifest, "config", "bin-dir") !== undefined;
  if (
    text === "" ||
    moved ||
    (!given.has("--no-scripts") && Object.keys(record(at(manifest, "scripts"))).length > 0)
  ) {
    yield* projectBuild(root, world);
  }
  for (const name of ["composer.json", "composer.lock", "symfony.lock"])
    yield cloud(`${root}/${name}`);
  yield cloud(path);
  yield writeFolder(path);
  if (!given.has("--no-autoloader")) yield writeFile(`${path}/autoload.php`);
}

/** php: installers, commands of frameworks, or any script. */
export const php: Tool = {
  commands: ["php"],
  *effect({ args, input }, world) {
    const [first, ...rest] = args.filter(
      (arg, i) => !/^-d/.test(arg ?? "") && args[i - 1] !== "-d",
    );
    if (/^(-v|-m|-i|--version|--ini|-l|--ri)$/.test(first ?? "")) return;
    // `php -r "copy('https://getcomposer.org/installer', 'composer-setup.php');"`
    if (first === "-r") {
      const own =
        /^[^;]*(copy|unlink|hash_file|if \(hash_file)\(/.test(rest[0] ?? "") &&
        /composer-setup\.php/.test(rest[0] ?? "");
      return yield own && world.cwd !== undefined
        ? cloud(`${world.cwd}/composer-setup.php`)
        : anything;
    }
    if (first === undefined || first === "--") return yield* installer(input ?? [], rest, world);
    if (/(^|\/)(artisan|console|spark|drush|wp|yii|cake|bin\/[\w-]+)$/.test(first))
      return yield* projectBuild(world.cwd, world);
    if (/composer(\.phar)?$/.test(first)) return yield* world.run({ name: "composer", args: rest });
    yield* installer([first], rest, world);
  },
};

/** The scripts of the PHP images, and those that configure a web server. */
export const phpExtensions: Tool = {
  commands: [
    ...[
      "docker-php-ext-install",
      "docker-php-ext-enable",
      "docker-php-ext-configure",
      "docker-php-source",
    ],
    ...["pecl", "pear", "phpize", "install-php-extensions", "phpenmod", "phpdismod"],
    ...["a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf"],
  ],
  *effect({ name, args }): Iterable<Effect> {
    for (const path of ["/etc", "/var", "/usr/src/php", "/usr/share", "/tmp"]) yield cloud(path);
    for (const path of ["/usr/local/etc", "/usr/local/lib/php", "/usr/local/include", "/usr/lib"])
      yield cloud(path);
    // It also brings Composer, where it is asked for by that name.
    if (
      name === "install-php-extensions" &&
      args.some((arg) => /^@composer/.test(arg ?? "@composer"))
    ) {
      yield args.includes(undefined)
        ? cloud("/usr/local/bin/composer")
        : writeProgram("/usr/local/bin/composer");
    }
  },
};
