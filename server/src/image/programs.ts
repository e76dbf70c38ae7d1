/**
 * Names of programs, from the file lists of the packages that make up minimal images. A name that is in
 * none of them and not installed by any step is not there.
 */

/** debian:*-slim and ubuntu: essential and required packages with apt and adduser. */
export const debianPrograms = names(`
  add-shell addgroup addpart adduser agetty apt apt-cache apt-cdrom apt-config apt-get apt-key
  apt-mark arch awk b2sum badblocks base32 base64 basename basenc bash bashbug blkdiscard blkid
  blkzone blockdev captoinfo cat chage chattr chcon chcpu chfn chgpasswd chgrp chmem chmod choom
  chown chpasswd chroot chrt chsh cksum clear clear_console cmp comm cp cpgr cppw csplit ctrlaltdel
  cut dash date dd deb-systemd-helper deb-systemd-invoke debconf debconf-apt-progress
  debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show debugfs
  delgroup delpart deluser df diff diff3 dir dircolors dirname dmesg dnsdomainname domainname dpkg
  dpkg-deb dpkg-divert dpkg-fsys-usrunmess dpkg-maintscript-helper dpkg-preconfigure dpkg-query
  dpkg-realpath dpkg-reconfigure dpkg-split dpkg-statoverride dpkg-trigger du dumpe2fs e2freefrag
  e2fsck e2image e2label e2mmpstatus e2scrub e2scrub_all e2undo e4crypt e4defrag echo egrep env
  expand expiry expr factor faillock faillog fallocate false fgrep filefrag find findfs findmnt
  flock fmt fold fsck fsck.cramfs fsck.ext2 fsck.ext3 fsck.ext4 fsck.minix fsfreeze fstab-decode
  fstrim getconf getent getopt getty gpasswd gpgv grep groupadd groupdel groupmems groupmod groups
  grpck grpconv grpunconv gunzip gzexe gzip hardlink head hostid hostname i386 iconv iconvconfig id
  infocmp infotocap install installkernel invoke-rc.d ionice ipcmk ipcrm ipcs ischroot isosize join
  killall5 last lastb lastlog ld.so ldattach ldconfig ldd link linux32 linux64 ln locale localedef
  logger login logname losetup ls lsattr lsblk lscpu lsipc lslocks lslogins lsmem lsns mawk mcookie
  md5sum md5sum.textutils mesg mkdir mke2fs mkfifo mkfs mkfs.bfs mkfs.cramfs mkfs.ext2 mkfs.ext3
  mkfs.ext4 mkfs.minix mkhomedir_helper mklost+found mknod mkswap mktemp more mount mountpoint mv
  namei nawk newgrp newusers nice nisdomainname nl nohup nologin nproc nsenter numfmt od pager
  pam-auth-update pam_getenv pam_namespace_helper pam_timestamp_check partx passwd paste pathchk
  perl perl5.36.0 pidof pinky pivot_root pldd pr printenv printf prlimit ptx pwck pwconv pwd
  pwhistory_helper pwunconv rbash readlink readprofile realpath remove-shell rename.ul renice reset
  resize2fs resizepart rev rgrep rm rmdir rmt rmt-tar rtcwake run-parts runcon runuser savelog
  script scriptlive scriptreplay sdiff sed select-editor sensible-browser sensible-editor
  sensible-pager seq service setarch setpriv setsid setterm sg sh sha1sum sha224sum sha256sum
  sha384sum sha512sum shadowconfig shred shuf sleep sort split start-stop-daemon stat stdbuf stty
  su sulogin sum swaplabel swapoff swapon switch_root sync tabs tac tail tar tarcat taskset tee
  tempfile test tic timeout toe touch tput tr true truncate tset tsort tty tune2fs tzselect
  uclampset umount uname uncompress unexpand uniq unix_chkpwd unix_update unlink unshare
  update-alternatives update-passwd update-rc.d update-shells useradd userdel usermod users
  utmpdump vdir vigr vipw wall wc wdctl whereis which which.debianutils who whoami wipefs x86_64
  xargs yes ypdomainname zcat zcmp zdiff zdump zegrep zfgrep zforce zgrep zic zless zmore znew
  zramctl
`);

/** BusyBox as Alpine and the busybox image build it. */
export const busyboxPrograms = names(`
  acpid add-shell addgroup adduser adjtimex ar arch arp arping ascii ash awk base64 basename bc
  blkdiscard blockdev brctl bunzip2 busybox bzcat bzip2 cal cat chgrp chmod chown chpasswd chroot
  chvt clear cmp comm cp cpio crc32 crond crontab cryptpw csplit cttyhack cut date dc dd deallocvt
  delgroup deluser depmod devmem df diff dirname dmesg dnsdomainname dos2unix du dumpkmap
  dumpleases echo ed egrep eject env expand expr factor fallocate false fatattr fbsplash fdflush
  fdisk fgrep find findfs fold free freeramdisk fsck fsfreeze fstrim ftpget ftpput fuser getopt
  getty grep groups gunzip gzip halt hd head hexdump hostid hostname httpd hwclock i2cdetect
  i2cdump i2cget i2cset i2ctransfer id ifconfig ifdown ifup inotifyd insmod ionice iostat ip ipaddr
  ipcalc ipcrm ipcs iplink ipneigh iproute iprule iptunnel kill killall killall5 klogd last less
  link linux32 linux64 ln loadfont loadkmap logger login logname logread losetup ls lsmod lsscsi
  lzcat lzma lzop makemime md5sum mdev microcom mim mkdir mkdosfs mke2fs mkfifo mkmntdirs mknod
  mkpasswd mkswap mktemp modinfo modprobe more mount mountpoint mpstat mt mv nameif nbd-client nc
  netstat nl nmeter nohup nologin nproc nsenter nslookup ntpd nuke od openvt partprobe passwd paste
  patch pgrep pidof ping ping6 pivot_root pkill pmap popmaildir poweroff powertop printenv printf
  ps pscan pstree pwd rdate rdev readahead readlink realpath reboot reformime remove-shell renice
  reset resume rev rm rmdir rmmod route run-init run-parts sed sendmail seq setconsole setfont
  setkeycodes setlogcons setpriv setserial setsid sh sha1sum sha256sum sha3sum sha512sum showkey
  shred shuf slattach sleep sort split ssl_client start-stop-daemon stat strings stty su sulogin
  sum svc svok swapoff swapon switch_root sync sysctl syslogd tac tail tar taskset tc tee telnet
  telnetd test tftp time timeout top touch tr traceroute traceroute6 tree true truncate ts tty
  tunctl ubirename udhcpc udhcpc6 udhcpd uevent umount uname uncompress unexpand uniq unix2dos
  unlink unlzma unlzop unshare unxz unzip uptime usleep uudecode uuencode vconfig vi vlock volname
  w wall watch watchdog wc wget which who whoami whois xargs xxd xz xzcat yes zcat zcip
`);

/** What Alpine has beside BusyBox: apk-tools, musl-utils, pax-utils. */
export const alpinePrograms = names("apk getconf getent iconv ldconfig ldd scanelf ssl_client");

/**
 * Programs that only a language's package manager or the project itself brings: no distribution's base
 * image holds them, whatever else it holds.
 */
export const applicationPrograms = names(`
  uvicorn gunicorn hypercorn daphne waitress-serve celery flask fastapi django-admin alembic streamlit
  jupyter pytest poetry pipenv uv uvx pdm hatch rye ruff mypy black scrapy dramatiq huey_consumer rq
  airflow mkdocs sphinx-build chainlit litestar granian uwsgi
  nodemon ts-node tsx tsc nest next nuxt vite webpack serve http-server pm2 concurrently turbo nx
  prisma eslint jest vitest strapi remix-serve astro ng react-scripts vue-cli-service cross-env dotenv
  pnpm bun deno
  air dlv swag goose migrate rails puma unicorn rackup sidekiq bundle foreman artisan composer
  symfony mix iex elixir sbt gradle mvn
`);

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
