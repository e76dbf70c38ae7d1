import { execFile } from "node:child_process";
import { basename, dirname, join } from "node:path";
import { composeProjects } from "../../server/src/project/compose-projects.ts";
import { readRepository, sourcesOf } from "../harness/repository.ts";
import { differences, type NormalProject, type Plain } from "./normal-form.ts";
import { ofModel } from "./of-model.ts";
import { ofOracle } from "./of-oracle.ts";

const mains = new Set(["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]);

/** How compose is called in a folder: with which environment, and with which files instead of its own choice. */
export interface Call {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly f?: readonly string[] | undefined;
}

/** The call that reads this file of a folder. */
export function callFor(name: string): Call {
  return mains.has(name) ? {} : { f: [name] };
}

/** Where our model differs from what compose prints; "rejected" where compose takes no such project. */
export async function compare(
  program: string,
  root: string,
  call: Call,
): Promise<"rejected" | string[]> {
  const model = await modelOf(root, call);
  const printed = await config(program, root, call);
  if (printed === undefined) return "rejected";
  const oracle = ofOracle(printed);
  return model
    ? differences({ ...within(model, oracle) }, { ...oracle })
    : ["we know no such file"];
}

/** Compose prints what an active service needs, and a default network. */
function within(model: NormalProject, oracle: NormalProject): NormalProject {
  const usual = { default: { name: `${String(oracle.name)}_default` } };
  const only = (all: Plain, some: Plain) =>
    Object.fromEntries(
      Object.entries(all ?? {}).filter(([key]) => Object.hasOwn(Object(some), key)),
    );
  return {
    ...model,
    services: Object.fromEntries(
      Object.entries(model.services).map(([name, service]) => [name, withDefaults(service)]),
    ),
    volumes: only(model.volumes, oracle.volumes),
    networks: only({ ...usual, ...Object(model.networks) }, oracle.networks),
    configs: only(model.configs, oracle.configs),
    secrets: only(model.secrets, oracle.secrets),
  };
}

/** A service that names no network is in the default one. */
function withDefaults(service: NormalProject["services"][string]): typeof service {
  const none = Object.keys(service.networks ?? {}).length === 0;
  return none && !service.network_mode ? { ...service, networks: { default: {} } } : service;
}

async function modelOf(
  root: string,
  { env = {}, f = [] }: Call,
): Promise<NormalProject | undefined> {
  const sources = {
    ...sourcesOf(await readRepository(root)),
    composeLists: f.length > 1 ? [f.map((name) => join(root, name))] : [],
    environment: new Map(Object.entries(env)),
  };
  const { composeFiles } = composeProjects(sources);
  const [first] = f;
  const model = composeFiles.find(
    ({ file }) =>
      dirname(file) === root && (first ? basename(file) === first : mains.has(basename(file))),
  );
  return model && ofModel(model);
}

function config(
  program: string,
  root: string,
  { env = {}, f = [] }: Call,
): Promise<string | undefined> {
  const words = [...f.flatMap((name) => ["-f", name]), "config", "--format", "json"];
  const options = { cwd: root, env: { PATH: process.env.PATH, HOME: root, ...env } };
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout) => resolve(error ? undefined : stdout));
  });
}
