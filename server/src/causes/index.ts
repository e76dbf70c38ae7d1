import type { Cause } from "./cause.ts";
import { copyOverwritesDependencies } from "./copy-overwrites-dependencies.ts";
import { copyWithoutFrom } from "./copy-without-from.ts";
import { danglingLink } from "./dangling-link.ts";
import { interpreterMissing } from "./interpreter-missing.ts";
import { moduleMissing } from "./module-missing.ts";
import { mountHidesProgram } from "./mount-hides-program.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { pathNotPermitted } from "./path-not-permitted.ts";
import { programLeftInStage } from "./program-left-in-stage.ts";
import { programMissing } from "./program-missing.ts";
import { programNotExecutable } from "./program-not-executable.ts";
import { programNotOnPath } from "./program-not-on-path.ts";
import { scriptCommandMissing } from "./script-command-missing.ts";
import { scriptHasCrlf } from "./script-has-crlf.ts";
import { wrongArchitecture } from "./wrong-architecture.ts";

/** In the order in which a report lists what is equally sure: what hides comes before what is hidden. */
const all = [
  mountHidesProgram,
  copyWithoutFrom,
  copyOverwritesDependencies,
  programLeftInStage,
  programNotOnPath,
  scriptCommandMissing,
  programMissing,
  danglingLink,
  interpreterMissing,
  scriptHasCrlf,
  programNotExecutable,
  pathNotPermitted,
  wrongArchitecture,
  moduleMissing,
  outOfMemory,
] as const;

export type CauseId = (typeof all)[number]["id"];
export const causes: readonly Cause<CauseId>[] = all;
