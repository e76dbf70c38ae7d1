import type { BaseImage } from "../base-images.ts";
import { languageBase } from "./buildpack.ts";
import { certificatePrograms } from "./debian-programs.ts";
import { extend } from "./extend.ts";
import { type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [3, 0], begun: [3, 3], known: [2, 7] };

/**
 * ruby:*, from docker-library/ruby's Dockerfile.template. What `slim` and `alpine` keep beside Ruby has
 * changed over the years.
 */
export function ruby(text: string): BaseImage | undefined {
  const tag = readTag(text, /^preview\d+$/);
  const base = tag && languageBase(tag, "full", lines);
  if (!base) return undefined;
  const full = !tag.slim && tag.alpine === undefined;
  return extend(base, {
    family: "ruby",
    pathFront: ["/usr/local/bundle/bin"],
    environment: {
      LANG: "C.UTF-8",
      GEM_HOME: "/usr/local/bundle",
      BUNDLE_SILENCE_ROOT_WARNING: "1",
      BUNDLE_APP_CONFIG: "/usr/local/bundle",
    },
    command: ["irb"],
    ...(!Number.isNaN(tag.minor) && {
      runtime: { language: "Ruby", version: `${tag.major}.${tag.minor}` },
    }),
    programs: [
      { "/usr/local/bin": "ruby gem irb erb bundle bundler rake" },
      ...(tag.slim ? [certificatePrograms] : []),
    ],
    perhaps: [
      ...[
        "rdoc",
        "ri",
        "racc",
        "rbs",
        "rdbg",
        "typeprof",
        "syntax_suggest",
        "test-unit",
        "minitest",
      ],
      ...["addgroup", "adduser", "delgroup", "deluser"],
    ],
    folders: ["/usr/local/bundle", "/usr/local/include", "/usr/local/share", "/usr/local/etc"],
    closed: ["/usr/local/bundle"],
    doubts: [/^\/usr\/local\/bundle\/bin$/],
    ...(!full && { packages: "unlisted" }),
  });
}
