import type { BaseImage, Runtime } from "../base-images.ts";
import { names } from "../programs.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { type Additions, extend } from "./extend.ts";
import { amazonLinux, redhat, ubi } from "./redhat.ts";
import { readTag, type Tag } from "./tag.ts";
import { ubuntu } from "./ubuntu.ts";

const jreTools = "java jfr jrunscript keytool rmiregistry";
const jdkTools = `jar jarsigner javac javadoc javap jcmd jconsole jdb jdeps jinfo jmap jps jstack jstat jstatd serialver`;
/** What some versions have, in JDK and JRE. */
const someTools = names(
  `jwebserver rmid jjs orbd pack200 unpack200 policytool servertool tnameserv jaotc jhat jmc
   javah javapackager extcheck idlj native2ascii rmic schemagen wsgen wsimport xjc appletviewer jsadebugd
   jvisualvm ControlPanel jcontrol javaws jexec jspawnhelper jdeprscan jhsdb jimage jlink jmod jpackage jshell
   jnativescan`,
);

/** A Java that is unpacked into a folder of its own, with its programs first in PATH. */
function javaIn(home: string, major: number, jre: boolean): Omit<Additions, "family"> {
  return {
    runtime: javaOf(major),
    environment: { JAVA_HOME: home },
    pathFront: [`${home}/bin`],
    programs: [{ [`${home}/bin`]: jre ? jreTools : `${jreTools} ${jdkTools}` }],
    perhaps: someTools,
    closed: [`${home}/bin`],
  };
}

function javaOf(major: number): Runtime {
  return { language: "Java", version: String(major) };
}

/** eclipse-temurin:*, from adoptium/containers' templates. */
export function temurin(text: string): BaseImage | undefined {
  const [, rest = text] = /^(?:\d[\w.]*_\d+|8u\d+-b\d+)(-.*)?$/.exec(text) ?? [];
  const patched = rest !== text;
  const tag = readTag(patched ? `${/^\d+/.exec(text)?.[0]}${rest}` : text, javaWords);
  if (!tag) return undefined;
  const base = temurinBase(tag);
  const jre = tag.words.has("jre");
  return (
    base &&
    extend(base, {
      family: "eclipse-temurin",
      ...javaIn("/opt/java/openjdk", tag.major, jre),
      environment: {
        ...{ JAVA_HOME: "/opt/java/openjdk", LANG: "en_US.UTF-8" },
        ...{ LANGUAGE: "en_US:en", LC_ALL: "en_US.UTF-8" },
      },
      // Since 2023; a tag names the latest build of its version.
      entrypoint: ["/__cacert_entrypoint.sh"],
      files: ["/__cacert_entrypoint.sh"],
      ...(!jre && tag.major >= 9 && { command: ["jshell"] }),
      packages: "unlisted",
    })
  );
}

const javaWords = /^(jdk|jre|ubi\d+|minimal|centos7)$/;

function temurinBase(tag: Tag): BaseImage | undefined {
  if (tag.slim || tag.debian || tag.words.has("centos7") || Number.isNaN(tag.major)) {
    return undefined;
  }
  if (tag.alpine !== undefined) return alpine(tag.alpine);
  const enterprise = [...tag.words].find((word) => word.startsWith("ubi"));
  if (enterprise)
    return ubi(enterprise.slice(3), tag.words.has("minimal") ? "minimal" : "ubi", "latest");
  return ubuntu(tag.ubuntu);
}

/** openjdk:*, from docker-library/openjdk: Debian up to 11, Oracle Linux from 12 on unless the tag says more. */
export function openjdk(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(jdk|jre|oracle|oraclelinux\d+|ea)$/);
  if (!tag || Number.isNaN(tag.major) || tag.ubuntu) return undefined;
  const jre = tag.words.has("jre");
  const { major } = tag;
  const command = !jre && major >= 9 ? { command: ["jshell"] } : {};
  if (tag.alpine !== undefined) {
    if (major !== 8) return undefined;
    const home = "/usr/lib/jvm/java-1.8-openjdk";
    const java = extend(alpine(tag.alpine), {
      family: "openjdk",
      runtime: javaOf(major),
      programs: [{ [`${home}/bin`]: jreTools, [`${home}/jre/bin`]: jreTools }],
      packages: "unlisted",
    });
    // Behind the standard folders, unlike everywhere else.
    const { PATH, ...environment } = java.environment;
    return {
      ...java,
      environment: { ...environment, JAVA_HOME: home, PATH: `${PATH}:${home}/jre/bin:${home}/bin` },
    };
  }
  const onDebian = tag.slim || tag.debian !== undefined || major <= 11;
  if (onDebian && ![...tag.words].some((word) => word.startsWith("oracle"))) {
    return extend(debian(tag.debian), {
      family: "openjdk",
      ...javaIn(`/usr/local/openjdk-${major}`, major, jre),
      ...command,
      packages: "unlisted",
    });
  }
  return extend(redhat("openjdk", undefined, undefined, ""), {
    family: "openjdk",
    ...javaIn(`/usr/java/openjdk-${major}`, major, jre),
    ...command,
  });
}

/** amazoncorretto:*, from corretto/corretto-docker. */
export function corretto(text: string): BaseImage | undefined {
  const tag = readTag(text, /^(jdk|al2|al2023|generic|full|headless|headful)$/);
  if (!tag || Number.isNaN(tag.major) || tag.ubuntu || tag.debian || tag.slim) return undefined;
  if (tag.alpine !== undefined) {
    const home = "/usr/lib/jvm/default-jvm";
    const java = extend(alpine(tag.alpine), {
      family: "amazoncorretto",
      runtime: javaOf(tag.major),
      programs: [{ [`${home}/bin`]: "java" }],
      // Licences are unpacked into it.
      open: ["/"],
      packages: "unlisted",
    });
    const { PATH, ...environment } = java.environment;
    return {
      ...java,
      environment: { ...environment, JAVA_HOME: home, PATH: `${PATH}:${home}/bin` },
    };
  }
  const release = ["al2", "al2023"].find((word) => tag.words.has(word));
  const base = amazonLinux(release === undefined ? "latest" : release.slice(2));
  const name = tag.major === 8 ? "java-1.8.0" : `java-${tag.major}`;
  return (
    base &&
    extend(base, {
      family: "amazoncorretto",
      runtime: javaOf(tag.major),
      environment: { JAVA_HOME: `/usr/lib/jvm/${name}-amazon-corretto` },
      programs: [{ "/usr/bin": "java" }],
    })
  );
}

/** maven:*, from carlossg/docker-maven; those on Temurin, Corretto or OpenJDK. */
export function maven(text: string): BaseImage | undefined {
  const [, kind, java] =
    /^(?:latest|\d+(?:\.\d+)*(?:-rc-\d+)?)?-?(eclipse-temurin|amazoncorretto|openjdk|jdk)-(\d+.*)$/.exec(
      text,
    ) ?? [];
  // Without one it is Temurin, of a version that moves.
  const base =
    kind === "amazoncorretto"
      ? corretto(java ?? "")
      : kind === "openjdk" || kind === "jdk"
        ? openjdk(java ?? "")
        : kind === "eclipse-temurin"
          ? temurin(java ?? "")
          : /^(latest|\d+(\.\d+)*)(-eclipse-temurin)?$/.test(text)
            ? movingTemurin()
            : undefined;
  return (
    base &&
    extend(base, {
      family: "maven",
      environment: { MAVEN_HOME: "/usr/share/maven", MAVEN_CONFIG: "/root/.m2" },
      entrypoint: ["/usr/local/bin/mvn-entrypoint.sh"],
      command: ["mvn"],
      programs: [{ "/usr/local/bin": "mvn-entrypoint.sh", "/usr/bin": "mvn" }],
      packages: "unlisted",
    })
  );
}

/** Which version it is, a tag without one does not say. */
function movingTemurin(): BaseImage | undefined {
  const base = temurin("21");
  return base && { ...base, runtime: undefined };
}

/** gradle:*, from gradle/docker-gradle. */
export function gradle(text: string): BaseImage | undefined {
  const [, java, rest = ""] =
    /^(?:latest|\d+(?:\.\d+)*)?-?(?:jdk(\d+)?)?((?:-?(?:alpine|jammy|noble|focal|resolute|ubi\d*|corretto))*)$/.exec(
      text,
    ) ?? [];
  if (
    text !== "latest" &&
    java === undefined &&
    rest === "" &&
    !/^\d+(\.\d+)*(-jdk)?$/.test(text)
  ) {
    return undefined;
  }
  if (/ubi|corretto/.test(rest)) return undefined;
  const base = temurin(
    `${java ?? "21"}-jdk${rest.startsWith("-") || rest === "" ? rest : `-${rest}`}`,
  );
  return (
    base &&
    extend(base, {
      family: "gradle",
      ...(java === undefined && { runtime: undefined }),
      environment: { GRADLE_HOME: "/opt/gradle" },
      command: ["gradle"],
      workingDir: "/home/gradle",
      volumes: ["/home/gradle/.gradle"],
      programs: [{ "/opt/gradle/bin": "gradle", "/usr/bin": "gradle git hg svn curl wget unzip" }],
      folders: ["/home/gradle/.gradle"],
      closed: ["/home/gradle"],
      accounts: { gradle: 1000 },
    })
  );
}
