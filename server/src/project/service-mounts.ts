import { resolve } from "../base/path.ts";
import type { ComposeFile, FileDefinition, FileGrant, Mount, Service } from "../compose/model.ts";

/** What the image of a service declares as VOLUME; undefined where that is not known. */
export type ImageVolumes = (service: Service) => readonly string[] | undefined;

/**
 * Everything that is mounted into a service: what it takes over from others with `volumes_from`, its own
 * mounts, its configs and secrets. Undefined where it takes over what is not known.
 */
export function serviceMounts(
  service: Service,
  composeFile: ComposeFile,
  imageVolumes: ImageVolumes,
  above: readonly Service[] = [],
): Mount[] | undefined {
  if (above.includes(service)) return undefined;
  const taken: Mount[] = [];
  for (const { text, unknown } of service.volumesFrom) {
    const [name = ""] = text.split(":");
    const other = unknown ? undefined : composeFile.services.find((one) => one.name.text === name);
    const volumes = other && imageVolumes(other);
    const mounts = other && serviceMounts(other, composeFile, imageVolumes, [...above, service]);
    if (!volumes || !mounts) return undefined;
    taken.push(...volumes.map((path) => unseen(path, service)), ...mounts);
  }
  const own = [
    ...service.mounts,
    ...service.configs.map((grant) => granted("config", grant, composeFile.configs)),
    ...service.secrets.map((grant) => granted("secret", grant, composeFile.secrets)),
  ];
  const targets = new Set(own.map(({ target }) => resolve("/", target.text)));
  return [...taken.filter(({ target }) => !targets.has(resolve("/", target.text))), ...own];
}

/** A volume of another service's image: what lies in it by now is not known. */
function unseen(path: string, { name, volumesFrom }: Service): Mount {
  const { file, start, end } = volumesFrom[0] ?? name;
  return {
    type: "other",
    source: undefined,
    target: { file, start, end, text: path },
    readOnly: false,
    noCopy: true,
    span: { file, start, end },
    block: false,
  };
}

/** The file that a service gets of a config or a secret: https://docs.docker.com/reference/compose-file/services/#configs */
function granted(
  type: "config" | "secret",
  { source, target, span }: FileGrant,
  definitions: ReadonlyMap<string, FileDefinition>,
): Mount {
  const definition = definitions.get(source.text);
  const folder = type === "secret" ? "/run/secrets" : "/";
  return {
    type,
    source: definition?.external ? undefined : definition?.file,
    target: target
      ? { ...target, text: resolve(folder, target.text) }
      : { ...source, text: resolve(folder, source.text) },
    readOnly: true,
    noCopy: true,
    span,
    block: false,
  };
}
