import { basename } from "../../base/path.ts";
import { look } from "../../image/filesystem.ts";
import { pathsNamed } from "../../image/names.ts";
import type { Container, Project } from "../project.ts";
import { stageAt } from "../stage-at.ts";
import { startOf } from "../start.ts";
import type { Skew } from "./skew.ts";

/** A program asks for the major version of its TargetFramework and, unless told to, takes no other (.NET's "Roll forward"). */
export function dotnetSkew(
  container: Container,
  started: string,
  project: Project,
): Skew | undefined {
  const file = startOf(container)?.file;
  if (file?.interpreter !== "dotnet" || container.environment.has("DOTNET_ROLL_FORWARD"))
    return undefined;
  const found = look(container.filesystem, file.path);
  const builder = found.source && stageAt(found.source.at, project);
  const name = basename(file.path).replace(/\.dll$/, ".csproj");
  const manifests = builder ? pathsNamed(builder.filesystem, name) : [];
  const [manifest] = manifests;
  if (!builder || manifest === undefined || manifests.length !== 1) return undefined;
  const { text = "" } = look(builder.filesystem, manifest);
  const made = /<TargetFramework>\s*net(\d+)\.0\s*</.exec(text)?.[1];
  if (made === undefined || made === started || /RollForward|SelfContained|<Import\b/.test(text))
    return undefined;
  return {
    language: ".NET",
    what: file.path,
    made,
    started,
    by: found.source,
    words: `You must install or update .NET to run this application: framework 'Microsoft.NETCore.App', version '${made}.0.0'`,
    certainty: "certain",
  };
}
