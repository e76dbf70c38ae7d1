import { resolve } from "../../base/path.ts";
import { look } from "../../image/filesystem.ts";
import type { Image } from "../../image/image.ts";
import { copiesOf, stageOf } from "../copies.ts";
import type { Container, Project } from "../project.ts";
import { startOf } from "../start.ts";
import type { Skew } from "./skew.ts";

/** Class files of a newer Java are refused (The Java Virtual Machine Specification, 4.1). */
export function javaSkew(
  container: Container,
  started: string,
  project: Project,
): Skew | undefined {
  const { image } = container;
  const file = startOf(container)?.file;
  if (!image || file?.interpreter !== "java") return undefined;
  const jar = copiesOf(image).find(
    ({ destination }) => destination === file.path || file.path.startsWith(`${destination}/`),
  );
  const builder = jar && stageOf(jar.copy, image, project);
  const [source] = jar?.copy.sources ?? [];
  const path = source && resolve(builder?.config.workdir ?? "/", source.text);
  const root = /^(.*)\/(?:target|build\/libs)(?:\/[^/]*)?$/.exec(path ?? "")?.[1];
  if (!jar || !builder || root === undefined) return undefined;
  const made = releaseIn(root || "/", builder);
  if (made === undefined || made <= Number(started)) return undefined;
  return {
    language: "Java",
    what: file.path,
    made: String(made),
    started,
    by: { at: jar.copy.span, what: "COPY" },
    words: `UnsupportedClassVersionError: class file version ${made + 44}.0, this version of the Java Runtime only recognizes class file versions up to ${Number(started) + 44}.0`,
    certainty: "certain",
  };
}

/** The release that a project's classes are made for, as Maven and Gradle are told. */
function releaseIn(root: string, { filesystem, base }: Image): number | undefined {
  const text = (name: string) => look(filesystem, `${root}/${name}`).text;
  const pom = text("pom.xml");
  if (pom !== undefined) {
    const boot = /<artifactId>spring-boot-starter-parent</.test(pom) ? "|java\\.version" : "";
    const named = new RegExp(
      `<(maven\\.compiler\\.(?:release|target)|release${boot})>\\s*(\\d+)\\s*<`,
    );
    return numberOf(named.exec(pom)?.[2]);
  }
  const script = text("build.gradle") ?? text("build.gradle.kts");
  if (script === undefined) return undefined;
  const asked =
    /JavaLanguageVersion\.of\(\s*["']?(\d+)/.exec(script)?.[1] ??
    /(?:sourceCompatibility|targetCompatibility|release)\b[^\n]*?(?:VERSION_|["'=\s(])(\d+)\b/.exec(
      script,
    )?.[1];
  // Without a word for it, it is that of the Java that compiles.
  const silent = !/Compatibility|toolchain|release|jvmTarget|allprojects|subprojects|apply/.test(
    script,
  );
  const own = silent && base?.runtime?.language === "Java" ? base.runtime.version : undefined;
  return numberOf(asked ?? own);
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
