import { projectRoot, readJson } from "./project-root.ts";
import { at, readToml, record } from "./pyproject.ts";
import {
  activeEnvironment,
  activePython,
  type Content,
  environmentAt,
  installForUser,
  installInto,
  makeEnvironment,
  normalizedName,
  packageName,
} from "./python-environment.ts";
import {
  type Arguments,
  anything,
  cloud,
  type Effect,
  homeOf,
  readArguments,
  type Tool,
  textOf,
  type World,
} from "./tool.ts";

export const pipenv: Tool = {
  commands: ["pipenv"],
  *effect({ args }, world) {
    const given = readArguments(args, ["--python", "-r", "--requirements", "-i", "--categories"]);
    const { operands, has } = given;
    const [command, ...words] = operands;
    const root = projectRoot(world, "Pipfile");
    switch (command) {
      case "install":
      case "sync":
      case "update":
      case "upgrade": {
        if (root === undefined) return yield anything;
        for (const name of ["Pipfile", "Pipfile.lock"]) yield cloud(`${root}/${name}`);
        const added = words.flatMap((word) => packageName(word ?? "") ?? []);
        const packages = packagesOf(root, has("--dev", "-d") ? "all" : "main", world);
        const locked = world.look(`${root}/Pipfile.lock`).text !== undefined && added.length === 0;
        const possible = locked ? packagesOf(root, "all", world) : "any";
        const content = { packages: [...packages, ...added], possible } as const;
        return yield* install(root, content, given, world);
      }
      case "run":
        return yield* world.run({
          name: words[0] ?? "",
          args: args.slice(args.indexOf(words[0]) + 1),
        });
      case "lock":
      case "uninstall":
      case "clean":
        return yield root === undefined ? anything : cloud(root);
      case "shell":
        return yield anything;
    }
  },
};

function* install(
  root: string,
  content: Content,
  given: Arguments,
  world: World,
): Iterable<Effect> {
  if (given.has("--system")) {
    const environment = activeEnvironment(world);
    return environment ? yield* installForUser(environment, content, world) : yield anything;
  }
  const active = world.variable("VIRTUAL_ENV");
  if (active) return yield* installInto(environmentAt(active), content);
  const own = `${root}/.venv`;
  const existing = world.look(own).fact.kind;
  const inProject = world.variable("PIPENV_VENV_IN_PROJECT");
  if (existing === "directory" || /^(1|true|yes|on)$/i.test(inProject ?? "")) {
    if (existing !== "directory") yield* makeEnvironment(own, activePython(world), ["pip"]);
    return yield* installInto(environmentAt(own), content);
  }
  const home = homeOf(world);
  const elsewhere = world.variable("WORKON_HOME") ?? (home && `${home}/.local/share/virtualenvs`);
  yield elsewhere === undefined ? anything : cloud(elsewhere);
  if (existing === "unknown") yield cloud(own);
}

function packagesOf(root: string, which: "main" | "all", world: World): string[] {
  const manifest = readToml(textOf(`${root}/Pipfile`, world));
  const lock = readJson(textOf(`${root}/Pipfile.lock`, world));
  const keys =
    which === "all" ? ["packages", "dev-packages", "default", "develop"] : ["packages", "default"];
  return [manifest, lock]
    .flatMap((one) => keys.flatMap((key) => Object.keys(record(at(one, key)))))
    .map(normalizedName);
}
