import { dirname, join } from "../../base/path.ts";
import { look } from "../../image/filesystem.ts";
import { missingImport } from "../missing-import.ts";
import type { Container } from "../project.ts";
import { findModule, hasPackage, modulePath } from "../python.ts";
import { standardModules } from "../python-stdlib.ts";
import { startOf } from "../start.ts";

/** PATH finds the Python of an environment in the image, and behind the mount another one without packages. */
export function hiddenEnvironment(
  container: Container,
): { path: string; words: string } | undefined {
  const worker = startOf(container)?.programs.at(-1);
  const image = worker?.image.steps[0]?.absolute;
  const own = worker?.container.steps[0]?.absolute;
  if (!worker || !image || !own || image === own || worker.image.outcome !== "ok") return undefined;
  if (worker.container.outcome !== "ok" || !/\/python[\d.]*$/.test(image)) return undefined;
  const environment = dirname(dirname(image));
  if (look(container.imageFilesystem, join(environment, "pyvenv.cfg")).fact.kind !== "file")
    return undefined;
  const imported = missingImport(container);
  const module =
    missingModule(container, own) ?? (imported?.leftBehind ? undefined : imported?.module);
  return module === undefined
    ? undefined
    : {
        path: environment,
        words: `${own}, which is started instead, has no "${module}": No module named '${module}'`,
      };
}

function missingModule(container: Container, python: string): string | undefined {
  const module = startOf(container)?.module?.name.split(".")[0];
  const folders = modulePath(container, []);
  if (module === undefined || !folders || standardModules.has(module)) return undefined;
  return findModule(container.filesystem, folders, module) === "absent" &&
    hasPackage(container, python, module) === "absent"
    ? module
    : undefined;
}
