import type { BaseImage } from "../base-images.ts";
import { alpine } from "./alpine.ts";
import { debian } from "./debian.ts";
import { extend } from "./extend.ts";
import { eraOf, type Lines, readTag } from "./tag.ts";

const lines: Lines = { parts: 2, moving: [2, 4], begun: [2, 5], known: [2, 4] };

/** httpd:*, from docker-library/httpd. */
export function httpd(text: string): BaseImage | undefined {
  const tag = readTag(text);
  if (!tag || tag.ubuntu || tag.slim) return undefined;
  const home = "/usr/local/apache2";
  return extend(
    tag.alpine !== undefined ? alpine(tag.alpine) : debian(tag.debian, eraOf(tag, lines)),
    {
      family: "httpd",
      environment: { HTTPD_PREFIX: home },
      pathFront: [`${home}/bin`],
      command: ["httpd-foreground"],
      workingDir: home,
      ports: [80],
      writes: {
        program: "httpd-foreground",
        configuration: `${home}/conf/httpd.conf`,
        folders: [`${home}/logs`],
        files: [],
        words: `(13)Permission denied: AH00099: could not create ${home}/logs/httpd.pid`,
      },
      programs: [
        {
          [`${home}/bin`]: `ab apachectl apxs checkgid dbmmanage envvars envvars-std fcgistarter htcacheclean htdbm
          htdigest htpasswd httpd httxt2dbm logresolve rotatelogs`,
          "/usr/local/bin": "httpd-foreground",
        },
      ],
      files: [`${home}/conf/httpd.conf`, `${home}/conf/mime.types`, `${home}/htdocs/index.html`],
      folders: ["cgi-bin", "conf", "htdocs", "icons", "logs", "modules"].map(
        (name) => `${home}/${name}`,
      ),
      closed: [`${home}/bin`],
      packages: "unlisted",
    },
  );
}
