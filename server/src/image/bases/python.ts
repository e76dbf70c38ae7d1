import type { BaseImage } from "../base-images.ts";
import { languageBase } from "./buildpack.ts";
import { certificatePrograms } from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { type Lines, readTag, type Tag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [3, 7], begun: [3, 12], known: [3, 8] };

/** python:*, from docker-library/python's Dockerfile-linux.template. */
export function python(text: string): BaseImage | undefined {
  const tag = readTag(text);
  const base = tag && languageBase(tag, "full", lines);
  return base && tag.major !== 2 ? pythonOn(base, tag) : undefined;
}

function pythonOn(base: BaseImage, { alpine, slim, major, minor }: Tag): BaseImage {
  const version = Number.isNaN(minor) ? "3" : `${major}.${minor}`;
  const named = ["python", "pip", "idle", "pydoc"].map((name) => `${name}${version}`);
  const library = `/usr/local/lib/python${version}`;
  const packages = `${library}/site-packages`;
  return extend(base, {
    family: "python",
    pathFront: ["/usr/local/bin"],
    ...(minor <= 12 && { environment: { LANG: "C.UTF-8" } }),
    command: ["python3"],
    python: { program: "/usr/local/bin/python", version },
    ...(version !== "3" && { runtime: { language: "Python", version } }),
    programs: [
      {
        "/usr/local/bin": `python python3 pip pip3 idle idle3 pydoc pydoc3 python-config python3-config
          ${version === "3" ? "" : `${named.join(" ")} python${version}-config`}`,
      },
      ...(alpine !== undefined ? [{ "/usr/sbin": "update-ca-certificates" }] : []),
      ...(slim && alpine === undefined ? [certificatePrograms] : []),
    ],
    perhaps: [
      ...["2to3", `2to3-${version}`, "wheel", "easy_install", `easy_install-${version}`],
      ...[`python${version}m`, `python${version}m-config`, "pyvenv", `pyvenv-${version}`],
      ...(alpine !== undefined ? ["c_rehash", "xmlwf"] : []),
      // tk-dev, and dirmngr once needed adduser.
      ...(slim || alpine !== undefined ? [] : ["tclsh", "wish", "tcltk-depends"]),
      ...(alpine === undefined ? adduser : []),
    ],
    folders: [
      ...["/usr/local/include", "/usr/local/share", library, packages, `${packages}/pip`],
      ...(minor < 12 ? withSetuptools.map((name) => `${packages}/${name}`) : []),
    ],
    closed: [packages],
    doubts: [
      /\/site-packages\/(README\.txt|__pycache__|[^/]+\.(dist-info|egg-info|pth))$/,
      // Images of 3.12 and later bring pip alone, the first of them may have more.
      ...(minor < 12 ? [] : [/\/site-packages\/(setuptools|wheel|pkg_resources|_distutils_hack)$/]),
      ...(version === "3" ? [/^\/usr\/local\/bin\/(python|pip|idle|pydoc|2to3-)3\.\d+/] : []),
    ],
  });
}

const adduser = ["addgroup", "adduser", "delgroup", "deluser"];
const withSetuptools = ["setuptools", "wheel", "pkg_resources", "_distutils_hack"];
