import type { Tool } from "./tool.ts";

/** Commands that change no file, or none that a start would need. */
export const harmless: Tool = {
  commands: (
    "echo printf : true false test [ [[ let read shift set unset export alias umask trap exit return " +
    "local declare typeset readonly wait type hash ulimit times getopts jobs disown break " +
    "continue ls cat tac pwd id whoami groups which whereis file stat head tail less more grep egrep " +
    "fgrep rg wc sort uniq cut paste tr rev fold fmt nl comm join cmp diff expr bc seq awk gawk mawk " +
    "column od hexdump strings nm objdump readelf ldd basename dirname realpath readlink sha1sum " +
    "sha256sum sha512sum md5sum cksum base64 uname arch hostname date uptime nproc free df du ps top " +
    "pgrep kill pkill killall sleep printenv tty stty clear tput yes sync getent getconf locale " +
    "lsb_release nslookup dig ping ssh-keyscan jq envsubst setcap strip " +
    "ldconfig fc-cache update-ca-certificates update-ca-trust locale-gen localedef " +
    "dpkg-reconfigure dpkg-architecture dpkg-query apt-mark apt-key apt-cache debconf-set-selections " +
    "gpg gpgconf gpgv systemctl update-rc.d crontab chsh"
  ).split(" "),
  *effect() {},
};
