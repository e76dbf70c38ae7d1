import { join, resolve } from "../base/path.ts";
import { environmentOf } from "../compose/environment-file.ts";
import type {
  ComposeFile,
  FileDefinition,
  Service,
  Value,
  VolumeDefinition,
} from "../compose/model.ts";
import { hostEntry } from "./host-files.ts";
import type { Project } from "./project.ts";

/** What a service needs of the host beside its mounts, and what is not there. */
export interface Need {
  readonly at: Value;
  /** The service that needs it. */
  readonly service: Service;
  readonly kind: "secret" | "config" | "volume";
  readonly name: string;
  readonly lacks:
    | { readonly kind: "file"; readonly path: string }
    | { readonly kind: "folder"; readonly path: string }
    | { readonly kind: "variable"; readonly name: string };
}

/** Files and variables that secrets and configs are made of, and folders that volumes are. */
export function* missingNeeds(project: Project): Generator<Need> {
  for (const { service, composeFile } of project.services) {
    if (project.fragments(composeFile)) continue;
    const granted = (kind: "secret" | "config", names: readonly { readonly source: Value }[]) =>
      names.flatMap(({ source }) => {
        const definition = (kind === "secret" ? composeFile.secrets : composeFile.configs).get(
          source.text,
        );
        const lacks = definition && lackOfFile(definition, composeFile, project);
        return lacks ? [{ ...lacks, service, kind, name: source.text }] : [];
      });
    yield* granted("secret", service.secrets);
    yield* granted("config", service.configs);
    for (const { type, source } of service.mounts) {
      const definition = type === "volume" && source && composeFile.volumes.get(source.text);
      const lacks = definition && lackOfFolder(definition, composeFile, project);
      if (lacks) yield { ...lacks, service, kind: "volume", name: source.text };
    }
  }
}

function lackOfFile(
  { external, file, environment }: FileDefinition,
  composeFile: ComposeFile,
  { listings }: Project,
): Pick<Need, "at" | "lacks"> | undefined {
  if (external) return undefined;
  if (file && !file.unknown && !file.text.startsWith("~")) {
    const path = resolve(file.folder, file.text);
    const absent = hostEntry(listings, path) === "absent";
    return absent ? { at: file, lacks: { kind: "file", path } } : undefined;
  }
  if (!environment || environment.unknown) return undefined;
  const beside = join(composeFile.folder, ".env");
  const entry = hostEntry(listings, beside);
  if (entry === "unknown" || (entry !== "absent" && entry.kind !== "file")) return undefined;
  const text = entry === "absent" ? "" : entry.text;
  if (text === undefined) return undefined;
  if (environmentOf({ file: beside, text }, () => "").has(environment.text)) return undefined;
  return { at: environment, lacks: { kind: "variable", name: environment.text } };
}

/** The local driver mounts a folder of the host, and makes none. */
function lackOfFolder(
  { external, driver, driverOptions }: VolumeDefinition,
  composeFile: ComposeFile,
  { listings }: Project,
): Pick<Need, "at" | "lacks"> | undefined {
  const device = driverOptions.get("device");
  const options = driverOptions.get("o");
  if (external || (driver && driver.text !== "local") || !device || device.unknown)
    return undefined;
  if (!options || options.unknown || !options.text.split(",").includes("bind")) return undefined;
  if (device.text.startsWith("~")) return undefined;
  const path = resolve(composeFile.folder, device.text);
  if (hostEntry(listings, path) !== "absent") return undefined;
  return { at: device, lacks: { kind: "folder", path } };
}
