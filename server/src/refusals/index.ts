import type { ComposeFile, Service } from "../compose/model.ts";
import { addresses } from "./addresses.ts";
import { capabilities } from "./capabilities.ts";
import { cpus } from "./cpus.ts";
import { healthchecks } from "./healthchecks.ts";
import { sysctls, ulimits } from "./kernel.ts";
import { logging } from "./logging.ts";
import { memory } from "./memory.ts";
import { mounts } from "./mounts.ts";
import { names } from "./names.ts";
import { namespaces } from "./namespaces.ts";
import { ports } from "./ports.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { restart } from "./restart.ts";
import { security } from "./security.ts";
import { tmpfs } from "./tmpfs.ts";
import { watch } from "./watch.ts";

const rules: readonly Rule[] = [
  addresses,
  capabilities,
  cpus,
  healthchecks,
  logging,
  memory,
  mounts,
  names,
  namespaces,
  ports,
  restart,
  security,
  sysctls,
  tmpfs,
  ulimits,
  watch,
];

/** All options of a service that are refused, whatever the machine. */
export function refusals(service: Service, composeFile: ComposeFile): Refusal[] {
  return rules.flatMap((rule) => [...rule(service, composeFile)]);
}
