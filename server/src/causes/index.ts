import { argOutOfScope } from "./arg-out-of-scope.ts";
import { capabilityMissing } from "./capability-missing.ts";
import type { Cause } from "./cause.ts";
import { copyFromUnknownStage } from "./copy-from-unknown-stage.ts";
import { copyOverwritesDependencies } from "./copy-overwrites-dependencies.ts";
import { copySourceIgnored } from "./copy-source-ignored.ts";
import { copySourceNotInContext } from "./copy-source-not-in-context.ts";
import { copySourceNotInStage } from "./copy-source-not-in-stage.ts";
import { copyWithoutFrom } from "./copy-without-from.ts";
import { corruptProgram } from "./corrupt-program.ts";
import { danglingLink } from "./dangling-link.ts";
import { dependencyNotStarted } from "./dependency-not-started.ts";
import { entryFileMissing } from "./entry-file-missing.ts";
import { entrypointCommandClash } from "./entrypoint-command-clash.ts";
import { envFileMalformed } from "./env-file-malformed.ts";
import { envFileMissing } from "./env-file-missing.ts";
import { execFormMalformed } from "./exec-form-malformed.ts";
import { execFormNotExpanded } from "./exec-form-not-expanded.ts";
import { exitsAtOnce } from "./exits-at-once.ts";
import { healthcheckToolMissing } from "./healthcheck-tool-missing.ts";
import { imageMissing } from "./image-missing.ts";
import { interpreterMissing } from "./interpreter-missing.ts";
import { killedBySignal } from "./killed-by-signal.ts";
import { libcMismatch } from "./libc-mismatch.ts";
import { libraryMissing } from "./library-missing.ts";
import { limitTooLow } from "./limit-too-low.ts";
import { moduleMissing } from "./module-missing.ts";
import { mountForbidsExecution } from "./mount-forbids-execution.ts";
import { mountHidesDependencies } from "./mount-hides-dependencies.ts";
import { mountHidesProgram } from "./mount-hides-program.ts";
import { mountSourceMissing } from "./mount-source-missing.ts";
import { mountTypeMismatch } from "./mount-type-mismatch.ts";
import { nameTaken } from "./name-taken.ts";
import { noStartCommand } from "./no-start-command.ts";
import { notWritable } from "./not-writable.ts";
import { optionRejected } from "./option-rejected.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { pathNotPermitted } from "./path-not-permitted.ts";
import { portPrivileged } from "./port-privileged.ts";
import { portTaken } from "./port-taken.ts";
import { programIsNotAFile } from "./program-is-not-a-file.ts";
import { programLeftInStage } from "./program-left-in-stage.ts";
import { programMissing } from "./program-missing.ts";
import { programNotExecutable } from "./program-not-executable.ts";
import { programNotOnPath } from "./program-not-on-path.ts";
import { resourceMissing } from "./resource-missing.ts";
import { runtimeVersionSkew } from "./runtime-version-skew.ts";
import { scriptCommandMissing } from "./script-command-missing.ts";
import { scriptHasCrlf } from "./script-has-crlf.ts";
import { serviceUnreachable } from "./service-unreachable.ts";
import { shebangMalformed } from "./shebang-malformed.ts";
import { shellMissing } from "./shell-missing.ts";
import { staleLockFile } from "./stale-lock-file.ts";
import { staleVolume } from "./stale-volume.ts";
import { targetStageUnknown } from "./target-stage-unknown.ts";
import { userUnknown } from "./user-unknown.ts";
import { variableUnset } from "./variable-unset.ts";
import { virtualenvMoved } from "./virtualenv-moved.ts";
import { volumeDiscardsChanges } from "./volume-discards-changes.ts";
import { workdirUnusable } from "./workdir-unusable.ts";
import { wrongArchitecture } from "./wrong-architecture.ts";

/** In the order in which a report lists what is equally sure: what hides comes before what is hidden. */
const all = [
  mountHidesProgram,
  staleVolume,
  mountForbidsExecution,
  mountTypeMismatch,
  mountHidesDependencies,
  imageMissing,
  mountSourceMissing,
  envFileMissing,
  envFileMalformed,
  targetStageUnknown,
  dependencyNotStarted,
  healthcheckToolMissing,
  copyWithoutFrom,
  copyOverwritesDependencies,
  copyFromUnknownStage,
  copySourceNotInStage,
  copySourceIgnored,
  copySourceNotInContext,
  argOutOfScope,
  noStartCommand,
  execFormMalformed,
  execFormNotExpanded,
  entrypointCommandClash,
  userUnknown,
  shellMissing,
  volumeDiscardsChanges,
  programLeftInStage,
  programNotOnPath,
  scriptCommandMissing,
  programMissing,
  programIsNotAFile,
  danglingLink,
  virtualenvMoved,
  runtimeVersionSkew,
  interpreterMissing,
  scriptHasCrlf,
  corruptProgram,
  shebangMalformed,
  programNotExecutable,
  pathNotPermitted,
  wrongArchitecture,
  libcMismatch,
  entryFileMissing,
  libraryMissing,
  moduleMissing,
  workdirUnusable,
  resourceMissing,
  portTaken,
  portPrivileged,
  nameTaken,
  limitTooLow,
  staleLockFile,
  optionRejected,
  variableUnset,
  notWritable,
  capabilityMissing,
  serviceUnreachable,
  outOfMemory,
  killedBySignal,
  exitsAtOnce,
] as const;

export type CauseId = (typeof all)[number]["id"];
export const causes: readonly Cause<CauseId>[] = all;
