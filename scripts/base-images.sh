#!/bin/sh
# Root file systems that stand in for well known base images where no registry can be reached.
#
#   base-images.sh FOLDER    makes FOLDER/{debian,python,node,busybox,alpine}.tar, those that are missing
#
# Needs root, debootstrap, node. Packages come from where apt on this machine gets them.
set -eu
folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
exec 9>"$folder/lock"
flock 9 # another process may be at it

tree=$folder/tree
export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:$PATH
say() { echo "base images: $*" >&2; }
missing() { [ ! -f "$folder/$1.tar" ]; }

# pack NAME: the tree as NAME.tar, which is there whole or not at all
pack() {
  rm -rf "$tree"/var/lib/apt/lists/* "$tree"/var/cache/apt/*.bin "$tree"/var/cache/apt/archives/*.deb "$tree"/var/log/*.log
  tar --create --numeric-owner --directory="$tree" --file="$folder/$1.part" .
  mv "$folder/$1.part" "$folder/$1.tar"
}

inside() { chroot "$tree" "$@"; }

with_network() {
  cp /etc/resolv.conf "$tree/etc/resolv.conf"
  inside "$@"
  rm "$tree/etc/resolv.conf"
}

# ---- Debian, with this machine's way to the package registries ----

debian_mirror() {
  apt-get indextargets --format '$(RELEASE) $(SITE)' 'Created-By: Packages' 'Component: main' |
    awk '$1 ~ /^(bookworm|trixie|stable|testing|sid)$/ { print $2; exit }'
}

make_debian() {
  say "debian (debootstrap, the slow one)"
  rm -rf "$tree"
  eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
  [ -z "${http_proxy-}" ] || export http_proxy
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { apt-get -qq update && mirror=$(debian_mirror); } # apt tells only what it has lists of
  # Where apt knows no Debian (Ubuntu), debootstrap takes its own default.
  debootstrap --variant=minbase bookworm "$tree" ${mirror:+"$mirror"} >"$folder/debootstrap.log" 2>&1 ||
    { tail -5 "$folder/debootstrap.log" >&2; exit 1; }
  # As in the official slim images: services do not start, documentation is left out.
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
  printf 'path-exclude %s\n' '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/locale/*' '/usr/share/info/*' \
    >"$tree/etc/dpkg/dpkg.cfg.d/docker"
  rm -rf "$tree"/usr/share/doc/* "$tree"/usr/share/man/* "$tree"/usr/share/locale/* "$tree"/usr/share/info/* \
    "$tree/etc/hostname" "$tree/etc/resolv.conf"
  borrow_registries
  pack debian
}

unpack_debian() {
  rm -rf "$tree"
  mkdir "$tree"
  tar --extract --numeric-owner --directory="$tree" --file="$folder/debian.tar"
}

# How this machine reaches the registries, for builds with the host's network: apt's transport, pip's and
# npm's configuration, and the certificates it trusts (the images' variables name them).
borrow_registries() {
  apt-config dump | grep -E '^Acquire::(Check-|https?::|Retries|Force)' >"$tree/etc/apt/apt.conf.d/90host" || true
  [ ! -f /etc/pip.conf ] || cp /etc/pip.conf "$tree/etc/pip.conf"
  borrow_certificates
}

borrow_certificates() {
  bundle=/etc/ssl/certs/ca-certificates.crt
  [ -f $bundle ] || return 0
  mkdir -p "$tree/etc/ssl/certs" "$tree/usr/local/share/ca-certificates"
  cp -L $bundle "$tree$bundle"
  # Debian's ca-certificates, when a Dockerfile installs it, makes the bundle anew and adds what lies here.
  cp -L $bundle "$tree/usr/local/share/ca-certificates/host.crt"
}

# ---- python: as in the official image under /usr/local, and unknown to dpkg ----

make_python() {
  say "python"
  unpack_debian
  rm -rf "$folder/dpkg"
  cp -a "$tree/var/lib/dpkg" "$folder/dpkg"
  with_network sh -c 'apt-get -qq update && apt-get -qq install --no-install-recommends python3 python3-venv' \
    >"$folder/python.log" 2>&1
  rm -rf "$tree/var/lib/dpkg"
  mv "$folder/dpkg" "$tree/var/lib/dpkg"

  python=$(basename "$tree"/usr/bin/python3.*)
  library=$tree/usr/local/lib/$python
  mkdir -p "$library/site-packages"
  # Debian's python installs into dist-packages; Dockerfiles know the official image's folder.
  rm -rf "$library/dist-packages"
  ln -s site-packages "$library/dist-packages"
  rm "$tree/usr/bin/python3" "$tree/usr/lib/$python/EXTERNALLY-MANAGED"
  mv "$tree/usr/bin/$python" "$tree/usr/local/bin/"
  for name in python3 python; do ln -s "$python" "$tree/usr/local/bin/$name"; done
  wheels=/usr/share/python-wheels
  pip=$(basename "$tree$wheels"/pip-*.whl)
  inside "/usr/local/bin/$python" "$wheels/$pip/pip" --quiet --isolated install --no-index --find-links "$wheels" \
    --root-user-action=ignore --no-compile pip
  # Poetry asks an interface of PyPI that many mirrors do not have; with this it asks the index that pip asks.
  with_network pip --quiet --cert /etc/ssl/certs/ca-certificates.crt install --no-deps --no-compile \
    --root-user-action=ignore poetry-plugin-pypi-mirror || say "no package index answers: Poetry will do without its plugin"
  find "$tree" -xdev -name __pycache__ -prune -exec rm -rf {} +
  pack python
}

# ---- node: this machine's own, with npm ----

make_node() {
  say "node"
  unpack_debian
  local=$tree/usr/local
  mkdir -p "$local/lib/node_modules" "$local/etc"
  cp "$(node -p process.execPath)" "$local/bin/node"
  ! command -v strip >/dev/null || strip "$local/bin/node"
  ln -s node "$local/bin/nodejs"
  npm() { command npm --loglevel=error "$@"; }
  cp -R "$(npm root --global)/npm" "$local/lib/node_modules/"
  for name in npm npx; do ln -s "../lib/node_modules/npm/bin/$name-cli.js" "$local/bin/$name"; done
  echo "registry=$(npm config get registry)" >"$local/etc/npmrc"
  inside useradd --create-home --user-group --uid 1000 --shell /bin/bash node
  # The official image's contract: what cannot be executed as it stands is node's to run.
  cat >"$local/bin/docker-entrypoint.sh" <<'SCRIPT'
#!/bin/sh
set -e
case "${1-}" in
  -*) set -- node "$@" ;;
  *)
    found=$(command -v "${1-}" || true)
    if [ -z "$found" ] || { [ -f "$1" ] && [ ! -x "$1" ]; }; then set -- node "$@"; fi
    ;;
esac
exec "$@"
SCRIPT
  chmod 755 "$local/bin/docker-entrypoint.sh"
  pack node
}

# ---- busybox and alpine: one static program under many names ----

make_busybox_and_alpine() {
  say "busybox, alpine"
  unpack_debian
  mkdir -m 777 "$tree/debs"
  with_network sh -c 'cd /debs && apt-get -qq update && apt-get -qq download busybox-static musl &&
    for deb in *.deb; do dpkg-deb -x "$deb" .; done' >"$folder/busybox.log" 2>&1
  rm -rf "$folder/debs"
  mv "$tree/debs" "$folder/debs"
  debs=$folder/debs

  rm -rf "$tree"
  mkdir -p "$tree/bin" "$tree/etc" "$tree/root" "$tree/home" "$tree/var/run"
  mkdir -m 1777 "$tree/tmp" "$tree/var/tmp"
  cp "$debs/bin/busybox" "$tree/bin/"
  "$tree/bin/busybox" --list-full | grep -vE '^linuxrc$|/(busybox|dpkg|dpkg-deb|rpm|rpm2cpio)$' | while read -r applet; do
    mkdir -p "$tree/${applet%/*}"
    ln -sf /bin/busybox "$tree/$applet"
  done
  printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'daemon:x:2:2:daemon:/sbin:/sbin/nologin' \
    'nobody:x:65534:65534:nobody:/:/sbin/nologin' >"$tree/etc/passwd"
  printf '%s\n' 'root:x:0:root' 'daemon:x:2:' 'nobody:x:65534:' >"$tree/etc/group"
  pack busybox

  mkdir -p "$tree/lib" "$tree/usr/sbin" "$tree/usr/local/bin" "$tree/etc/apk"
  loader=$(basename "$debs"/lib/ld-musl-*.so.1)
  cp -L "$debs"/lib/*-linux-musl/libc.so "$tree/lib/$loader"
  chmod 755 "$tree/lib/$loader"
  printf '%s\n' 'NAME="Alpine Linux"' 'ID=alpine' 'VERSION_ID=3.20.0' 'PRETTY_NAME="Alpine Linux v3.20"' >"$tree/etc/os-release"
  echo 3.20.0 >"$tree/etc/alpine-release"
  borrow_certificates
  alpine_accounts
  pack alpine
  rm -rf "$debs"
}

# Debian's busybox is built without these two; their usual flags, no more.
alpine_accounts() {
  cat >"$tree/usr/sbin/addgroup" <<'SCRIPT'
#!/bin/sh
# addgroup [-S] [-g GID] [USER] GROUP
set -e
base=1000 gid=
while getopts Sg: flag; do
  case $flag in S) base=100 ;; g) gid=$OPTARG ;; *) exit 1 ;; esac
done
shift $((OPTIND - 1))
if [ $# = 2 ]; then
  grep -q "^$2:" /etc/group || { echo "addgroup: unknown group $2" >&2; exit 1; }
  sed -i "/^$2:/ { s/[^:]\$/&,/; s/\$/$1/ }" /etc/group
  exit
fi
if grep -q "^$1:" /etc/group; then echo "addgroup: group '$1' in use" >&2; exit 1; fi
while [ -z "$gid" ] && cut -d: -f3 /etc/group | grep -qx "$base"; do base=$((base + 1)); done
echo "$1:x:${gid:-$base}:" >>/etc/group
SCRIPT
  cat >"$tree/usr/sbin/adduser" <<'SCRIPT'
#!/bin/sh
# adduser [-D] [-S] [-H] [-h HOME] [-s SHELL] [-G GROUP] [-g GECOS] [-u UID] USER [GROUP]
set -e
base=1000 system= uid= group= home= shell= make=yes gecos=
while getopts DSHh:s:G:g:u: flag; do
  case $flag in
    S) base=100 system=-S ;; H) make= ;; h) home=$OPTARG ;; s) shell=$OPTARG ;;
    G) group=$OPTARG ;; g) gecos=$OPTARG ;; u) uid=$OPTARG ;; D) ;; *) exit 1 ;;
  esac
done
shift $((OPTIND - 1))
[ $# != 2 ] || exec addgroup "$1" "$2"
if grep -q "^$1:" /etc/passwd; then echo "adduser: user '$1' in use" >&2; exit 1; fi
while [ -z "$uid" ] && cut -d: -f3 /etc/passwd | grep -qx "$base"; do base=$((base + 1)); done
uid=${uid:-$base}
# Without a group: a system user joins nogroup, any other gets one of its own name.
if [ -z "$group" ] && [ -n "$system" ]; then group=nogroup; grep -q '^nogroup:' /etc/group || echo 'nogroup:x:65533:' >>/etc/group; fi
[ -n "$group" ] || { group=$1; addgroup -g "$uid" "$1"; }
gid=$(sed -n "s/^$group:[^:]*:\([0-9]*\):.*/\1/p" /etc/group)
[ -n "$gid" ] || { echo "adduser: unknown group $group" >&2; exit 1; }
[ -n "$shell" ] || { [ -n "$system" ] && shell=/sbin/nologin || shell=/bin/sh; }
home=${home:-/home/$1}
echo "$1:x:$uid:$gid:$gecos:$home:$shell" >>/etc/passwd
[ -z "$make" ] || { mkdir -p "$home" && chown "$uid:$gid" "$home"; }
SCRIPT
  chmod 755 "$tree/usr/sbin/adduser" "$tree/usr/sbin/addgroup"
}

if missing debian; then
  rm -f "$folder"/*.tar # the others stand on it
  make_debian
fi
! missing python || make_python
! missing node || make_node
{ ! missing busybox && ! missing alpine; } || make_busybox_and_alpine
rm -rf "$tree"
