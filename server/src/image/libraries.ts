/** A shared library that programs and packages of languages are linked to, and that no base image of a distribution brings. */
export interface SharedLibrary {
  /** As the loader asks for it: DT_NEEDED of ld.so(8). */
  readonly name: string;
  /** The package that brings it, as one installs it. */
  readonly packages: Readonly<Record<"apt" | "apk", string>>;
  /** Packages that surely bring it, or may bring it along. */
  readonly broughtBy: RegExp;
}

/** From the file lists of Debian 12 and 13 and of Alpine 3.20. */
export const sharedLibraries: readonly SharedLibrary[] = [
  {
    name: "libpq.so.5",
    packages: { apt: "libpq5", apk: "libpq" },
    broughtBy: /pq|postgres|pgsql|gdal|mapserver/,
  },
  {
    name: "libmariadb.so.3",
    packages: { apt: "libmariadb3", apk: "mariadb-connector-c" },
    broughtBy: /maria|mysql|gdal/,
  },
  {
    name: "libGL.so.1",
    packages: { apt: "libgl1", apk: "mesa-gl" },
    broughtBy: /libgl|mesa|opencv|qt|gtk|x11|vlc|ffmpeg|chromium|firefox|blender|libreoffice/,
  },
  {
    name: "libmagic.so.1",
    packages: { apt: "libmagic1", apk: "libmagic" },
    broughtBy: /magic|^file$|dev|build/,
  },
];

/** Packages that bring none of these, nor anything that does. */
const light =
  /^(tini|dumb-init|tzdata|bash|curl|wget|ca-certificates|procps|netcat(-openbsd|-traditional)?|gosu|su-exec|less|nano|unzip|zip|jq|make|tree|coreutils|busybox|shadow|sudo|gettext(-base)?|locales|xz-utils|xz|bzip2|tar|gzip|git|openssl|gnupg2?|dirmngr|lsb-release|apt-transport-https|apt-utils|cron|iputils-ping|iproute2|dnsutils|bind-tools|openssh-client|rsync|libffi\d*|libssl\d*\w*|libxml2|libxslt1\.1|libjpeg\S*|zlib1g|zlib|libgomp1?|libstdc\+\+6?|libgcc(-s1)?|fonts?-\S+)$/;

/** Whether installing a package of a distribution, by its bare name, surely leaves a library as it was. */
export function leavesAlone(packageName: string, library: SharedLibrary): boolean {
  return light.test(packageName) && !library.broughtBy.test(packageName);
}

/** Where a distribution keeps it; of the machines that Debian is made for, one stands for all. */
export function libraryPath(family: "apt" | "apk", name: string): string {
  return family === "apt" ? `/usr/lib/x86_64-linux-gnu/${name}` : `/usr/lib/${name}`;
}

/** Paths of those in a distribution that has none of them by itself. */
export function libraryPaths(family: "apt" | "apk"): string[] {
  return sharedLibraries.map(({ name }) => libraryPath(family, name));
}
