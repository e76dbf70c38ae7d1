import { basename } from "../base/path.ts";
import type { ComposeFile, NetworkDefinition, Value } from "../compose/model.ts";

/** As the engine knows a named volume of a compose file; undefined where that is not known. */
export function volumeName(source: Value, composeFile: ComposeFile): string | undefined {
  return nameOf(source, composeFile.volumes.get(source.text), composeFile);
}

/** As the engine knows a network of a compose file; undefined where that is not known. */
export function networkName(network: Value, composeFile: ComposeFile): string | undefined {
  return nameOf(network, composeFile.networks.get(network.text), composeFile);
}

/** By its own name, or behind that of the project. */
function nameOf(
  key: Value,
  definition: Pick<NetworkDefinition, "called" | "external"> | undefined,
  { project, folder }: ComposeFile,
): string | undefined {
  if (key.unknown || definition?.called?.unknown) return undefined;
  if (definition?.called) return definition.called.text;
  if (definition?.external) return key.text;
  return `${project ?? basename(folder)}_${key.text}`;
}
