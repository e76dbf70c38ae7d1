import { isAbsolute, join, resolve } from "../base/path.ts";
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
    /** Compose leaves the relative path as it is, and the engine stands elsewhere. */
    | {
        readonly kind: "absolute path";
        readonly definition: VolumeDefinition;
        /** The folder that is meant, where it does not exist either. */
        readonly missing: string | undefined;
      }
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
      const lacks = definition && lackOfFolder(definition, project);
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
  definition: VolumeDefinition,
  { listings }: Project,
): Pick<Need, "at" | "lacks"> | undefined {
  const { external, bound } = definition;
  if (external || !bound || bound.device.unknown) return undefined;
  const { device, resolved } = bound;
  const path = resolve(device.folder, device.text);
  const absent = !device.text.startsWith("~") && hostEntry(listings, path) === "absent";
  if (!resolved && !isAbsolute(device.text)) {
    const missing = absent ? path : undefined;
    return { at: device, lacks: { kind: "absolute path", definition, missing } };
  }
  return absent ? { at: device, lacks: { kind: "folder", path } } : undefined;
}
