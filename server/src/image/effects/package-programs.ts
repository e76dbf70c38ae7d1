/** The families of package managers: each names its packages, and lays its files, in its own way. */
export type PackageFamily = "apk" | "apt" | "rpm";

/** What a package of a distribution brings. */
export interface Brought {
  /** Where its programs lie. */
  readonly programs: readonly string[];
  /** Paths that some versions of it bring and others do not. */
  readonly perhaps: readonly string[];
  /** What may come beside them: nothing, tools but no other shell or language, or any program. */
  readonly others: "none" | "tools" | "any";
}

/** Undefined for packages that nobody wrote down here. */
export function broughtBy(family: PackageFamily, name: string): Brought | undefined {
  const line = lines(family)[name] ?? everywhere[name] ?? versioned(family, name);
  if (line !== undefined) return read(line);
  if (noPrograms.has(name) || libraries[family].test(name)) return read("");
  // Headers come with the one or other *-config.
  return /^lib[\w.+-]*-(dev|devel)$/.test(name) ? read("…") : undefined;
}

/** Libraries by the version in their name, fonts, extensions of PHP. */
const libraries: Readonly<Record<PackageFamily, RegExp>> = {
  apt: /^lib[\w.+-]*\d[\w.+]*(-\d[\w.]*|t64|-mesa(-glx)?)?$|^fonts-|^php[\d.]*-(?!(fpm|cli|cgi|dev|pear|phpdbg|common)$)/,
  apk: /^(font|ttf)-|^php\d*-(?!(fpm|cli|cgi|dev|pear|phpdbg|apache2|litespeed)$)|^[a-z0-9+]+-libs$|^so:/,
  rpm: /^[a-z0-9+-]+-libs$|-fonts$/,
};

const noPrograms = new Set(
  (
    "ca-certificates ca-certificates-bundle tzdata apt-transport-https musl linux-headers zlib zlib1g " +
    "musl-dev libc-dev libc6 libc6-dev libgcc-s1 libgcc libstdc++ libstdc++6 libpq libffi libxml2 libxslt " +
    "libpng libwebp libjpeg libjpeg-turbo libcurl libssl3 libcrypto3 libuv libzip libintl libx11 libxext " +
    "libxrender libsodium libmagic libbz2 libevent libgomp libsm libxcb libpng16 icu krb5-libs freetype " +
    "harfbuzz cairo pango tiff giflib pixman gmp ncurses readline nss mesa-gl shared-mime-info mime-support " +
    "media-types debian-archive-keyring font-noto glibc-langpack-en lsb-base libudev-zero zlib-dev"
  ).split(" "),
);

/**
 * "name perhaps? …": names lie in /usr/bin unless they hold a slash; `?` may be there; `…` stands for
 * tools that are not named, `*` for programs of any kind. From the file lists of Debian 12, Alpine 3.20 and
 * Fedora 40.
 */
const everywhere: Readonly<Record<string, string>> = {
  bash: "/bin/bash",
  bzip2: "bzip2 …",
  clang: "clang clang++ …",
  cmake: "cmake ctest cpack",
  curl: "curl",
  dos2unix: "dos2unix unix2dos",
  "dumb-init": "dumb-init",
  ffmpeg: "ffmpeg ffprobe …",
  coreutils: "…",
  diffutils: "diff cmp …",
  file: "file",
  findutils: "find xargs",
  flex: "flex",
  bison: "bison",
  gcc: "gcc cpp …",
  gettext: "envsubst msgfmt …",
  grep: "grep …",
  ghostscript: "gs …",
  git: "git …",
  "git-lfs": "git-lfs git …",
  graphviz: "dot …",
  gzip: "gzip gunzip zcat …",
  hostname: "hostname",
  htop: "htop",
  "inotify-tools": "inotifywait inotifywatch",
  jq: "jq",
  less: "less",
  lsof: "lsof",
  make: "make",
  maven: "mvn java? *",
  gradle: "gradle java? *",
  memcached: "memcached …",
  nano: "nano",
  nginx: "/usr/sbin/nginx …",
  openssl: "openssl …",
  patch: "patch",
  perl: "perl …",
  procps: "ps pgrep pkill top free …",
  rsync: "rsync …",
  ruby: "ruby gem? …",
  socat: "socat",
  strace: "strace",
  sudo: "sudo …",
  supervisor: "supervisord supervisorctl python3 python? …",
  tar: "tar …",
  tini: "tini",
  tmux: "tmux",
  tree: "tree",
  unzip: "unzip …",
  vim: "vim …",
  wget: "wget",
  which: "which",
  xz: "xz unxz xzcat",
  yarn: "yarn yarnpkg? node? nodejs?",
  zip: "zip …",
};

const apt: Readonly<Record<string, string>> = {
  apache2: "/usr/sbin/apache2 /usr/sbin/apache2ctl /usr/sbin/a2enmod perl? …",
  bash: "bash",
  "bind9-dnsutils": "dig nslookup",
  "bind9-host": "host",
  "build-essential": "gcc g++ make …",
  cargo: "cargo rustc …",
  chromium: "chromium *",
  composer: "composer php *",
  cron: "/usr/sbin/cron crontab …",
  "default-jdk": "java javac …",
  "default-jdk-headless": "java javac …",
  "default-jre": "java …",
  "default-jre-headless": "java …",
  "default-mysql-client": "mysql mysqldump mysqladmin …",
  dnsutils: "dig nslookup host?",
  "g++": "g++ gcc …",
  gnupg: "gpg …",
  gnupg2: "gpg …",
  gosu: "/usr/sbin/gosu",
  "gettext-base": "envsubst gettext",
  "golang-go": "go gofmt",
  golang: "go gofmt",
  gunicorn: "gunicorn python3 *",
  haproxy: "/usr/sbin/haproxy …",
  imagemagick: "convert identify *",
  iproute2: "ip ss …",
  "iputils-ping": "ping",
  "mariadb-client": "mysql? mysqldump? mariadb mariadb-dump …",
  netcat: "nc",
  "netcat-openbsd": "nc",
  "netcat-traditional": "nc",
  "net-tools": "netstat ifconfig? …",
  "ninja-build": "ninja",
  nodejs: "node nodejs npm? npx? corepack?",
  npm: "npm npx node nodejs *",
  "openssh-client": "ssh scp sftp ssh-keygen …",
  "openssh-server": "/usr/sbin/sshd ssh …",
  "php-cli": "php",
  php: "php *",
  pipx: "pipx python3 *",
  "pkg-config": "pkg-config",
  "poppler-utils": "pdftotext pdfinfo pdftoppm …",
  "postgresql-client": "psql pg_dump pg_isready pg_restore …",
  procps: "ps pgrep pkill top free …",
  "protobuf-compiler": "protoc",
  python3: "python3 pydoc3 …",
  "python-is-python3": "python python3",
  "python3-dev": "python3-config python3 …",
  "python3-minimal": "python3",
  "python3-pip": "pip3 pip? python3 …",
  "python3-setuptools": "python3",
  "python3-venv": "python3",
  "python3-wheel": "wheel? python3",
  "redis-server": "redis-server redis-cli",
  "redis-tools": "redis-cli redis-benchmark",
  rustc: "rustc …",
  sqlite3: "sqlite3 …",
  "tesseract-ocr": "tesseract …",
  tini: "tini tini-static?",
  "uuid-runtime": "uuidgen",
  wkhtmltopdf: "wkhtmltopdf wkhtmltoimage *",
  "xz-utils": "xz unxz xzcat",
  xvfb: "Xvfb xvfb-run *",
  yarnpkg: "yarnpkg node …",
};

const apk: Readonly<Record<string, string>> = {
  apache2: "/usr/sbin/httpd …",
  "aws-cli": "aws python3 *",
  "bind-tools": "dig host nslookup …",
  "build-base": "gcc g++ make cc c++ ar ld file patch strip …",
  cargo: "cargo rustc …",
  chromium: "chromium chromium-browser *",
  composer: "composer php? *",
  dcron: "/usr/sbin/crond crontab",
  "docker-cli": "docker",
  "g++": "g++ gcc c++ …",
  gcompat: loaders(),
  "libc6-compat": loaders(),
  gnupg: "gpg …",
  go: "go gofmt gcc? …",
  gosu: "gosu",
  imagemagick: "magick convert identify …",
  iproute2: "/sbin/ip ss? …",
  iputils: "/bin/ping ping? …",
  "iputils-ping": "/bin/ping ping?",
  "mariadb-client": "mysql mysqldump mariadb mariadb-dump …",
  "mysql-client": "mysql mysqldump mariadb mariadb-dump …",
  "netcat-openbsd": "nc",
  ninja: "ninja",
  nodejs: "node",
  "nodejs-current": "node",
  npm: "npm npx node …",
  "openssh-client": "ssh scp sftp ssh-keygen …",
  openssh: "ssh scp sftp ssh-keygen /usr/sbin/sshd …",
  pkgconf: "pkgconf pkg-config",
  pkgconfig: "pkg-config …",
  pnpm: "pnpm pnpx node …",
  "poppler-utils": "pdftotext pdfinfo pdftoppm …",
  "postgresql-client": "psql pg_dump pg_isready? pg_restore …",
  procps: "ps? /bin/ps? pgrep? pkill? top? free? …",
  "procps-ng": "ps? /bin/ps? pgrep? pkill? top? free? …",
  protobuf: "protoc",
  protoc: "protoc",
  python3: "python3 python? …",
  "py3-pip": "pip pip3 python3 python? …",
  "py3-setuptools": "python3 python?",
  "py3-virtualenv": "virtualenv python3 …",
  redis: "redis-server redis-cli …",
  shadow:
    "/usr/sbin/useradd /usr/sbin/groupadd /usr/sbin/usermod /usr/sbin/groupmod /usr/sbin/userdel …",
  sqlite: "sqlite3 …",
  "su-exec": "/sbin/su-exec",
  tini: "/sbin/tini",
  "tini-static": "/sbin/tini-static",
  yarn: "yarn yarnpkg node",
};

const rpm: Readonly<Record<string, string>> = {
  bash: "bash",
  "bind-utils": "dig host nslookup …",
  cronie: "/usr/sbin/crond crontab",
  "gcc-c++": "g++ gcc …",
  golang: "go gofmt …",
  httpd: "/usr/sbin/httpd …",
  ImageMagick: "convert identify …",
  iproute: "/usr/sbin/ip /usr/sbin/ss …",
  iputils: "ping …",
  mariadb: "mysql mysqldump mariadb …",
  mysql: "mysql mysqldump …",
  "nmap-ncat": "ncat nc",
  nodejs: "node npm? npx?",
  npm: "npm npx node",
  "openssh-clients": "ssh scp sftp …",
  "php-cli": "php …",
  php: "php *",
  "pkgconf-pkg-config": "pkg-config",
  postgresql: "psql pg_dump pg_isready? …",
  "procps-ng": "ps pgrep pkill top free …",
  python3: "python3",
  "python3-devel": "python3 python3-config …",
  "python3-pip": "pip3 pip? python3",
  redis: "redis-server redis-cli …",
  "shadow-utils": "/usr/sbin/useradd /usr/sbin/groupadd /usr/sbin/usermod /usr/sbin/groupmod …",
  sqlite: "sqlite3 …",
  "vim-enhanced": "vim",
  "vim-minimal": "vi",
};

function lines(family: PackageFamily): Readonly<Record<string, string>> {
  return { apk, apt, rpm }[family];
}

/** gcompat gives programs that were linked for glibc their loader, under the name they ask for. */
function loaders(): string {
  return "/lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1? /lib/ld-linux-x86-64.so.2?";
}

/** Packages that carry a version in their name. */
function versioned(family: PackageFamily, name: string): string | undefined {
  if (
    /^(openjdk-?\d+-(jre|jdk)|openjdk\d+|java-[\d.]+-(openjdk|amazon-corretto)|(temurin|zulu|msopenjdk)-?\d+)/.test(
      name,
    )
  ) {
    return `java${/jre/.test(name) ? "" : " javac?"} …`;
  }
  const postgres = /^postgresql-?\d+(-client)?$|^postgresql-client-\d+$/.test(name);
  if (postgres) return "psql pg_dump pg_isready? pg_restore …";
  const python = /^python(3)\.?(\d+)$/.exec(name);
  if (python) return `python3.${python[2]} python3? …`;
  const php = /^php(\d\.?\d)(-cli)?$/.exec(name)?.[1];
  if (php) return family === "apk" ? `php${php} php? …` : `php${php} php …`;
  const gcc = /^(gcc|g\+\+|clang)-\d+$/.exec(name)?.[0];
  return gcc && `${gcc} …`;
}

function read(line: string): Brought {
  const words = line.split(/\s+/).filter(Boolean);
  const pathOf = (word: string) => (word.startsWith("/") ? word : `/usr/bin/${word}`);
  return {
    programs: words.filter((word) => !/[?…*]$/.test(word)).map(pathOf),
    perhaps: words.filter((word) => word.endsWith("?")).map((word) => pathOf(word.slice(0, -1))),
    others: words.includes("*") ? "any" : words.includes("…") ? "tools" : "none",
  };
}
