import { type Listing, names } from "../programs.ts";

/**
 * alpine:* of 3.14 to 3.20, from the root file systems that docker-alpine publishes: BusyBox,
 * apk-tools, musl-utils, scanelf, ssl_client.
 */
export const alpinePrograms: Listing = {
  "/bin": names(`
    arch ash base64 bbconfig busybox cat chgrp chmod chown cp date dd df dmesg dnsdomainname
    dumpkmap echo egrep false fatattr fdflush fgrep fsync getopt grep gunzip gzip hostname ionice
    iostat ipcalc kbd_mode kill link linux32 linux64 ln login ls lzop makemime mkdir mknod mktemp
    more mount mountpoint mpstat mv netstat nice pidof ping ping6 pipe_progress printenv ps pwd
    reformime rev rm rmdir run-parts sed setpriv setserial sh sleep stat stty su sync tar touch
    true umount uname usleep watch zcat
  `),
  "/sbin": names(`
    acpid adjtimex apk arp blkid blockdev depmod fbsplash fdisk findfs fsck fstrim getty halt
    hwclock ifconfig ifdown ifenslave ifup init inotifyd insmod ip ipaddr iplink ipneigh iproute
    iprule iptunnel klogd ldconfig loadkmap logread losetup lsmod mdev mkdosfs mkfs.vfat mkswap
    modinfo modprobe nameif nologin pivot_root poweroff raidautorun reboot rmmod route setconsole
    slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog
  `),
  "/usr/bin": names(`
    [ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio
    crontab cryptpw cut dc deallocvt diff dirname dos2unix du eject env expand expr factor
    fallocate find flock fold free fuser getconf getent groups hd head hexdump hostid iconv id
    install ipcrm ipcs killall ldd less logger lsof lsusb lzcat lzma lzopcat md5sum mesg microcom
    mkfifo mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill
    pmap printf pscan pstree pwdx readlink realpath renice reset resize scanelf seq setkeycodes
    setsid sha1sum sha256sum sha3sum sha512sum showkey shred shuf sort split ssl_client strings
    sum tac tail tee test time timeout top tr traceroute traceroute6 truncate tty ttysize udhcpc6
    unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime uudecode uuencode vi
    vlock volname wc wget which whoami whois xargs xxd xzcat yes
  `),
  "/usr/sbin": names(`
    add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser ether-wake
    fbset killall5 loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readahead
    remove-shell rfkill sendmail setfont setlogcons
  `),
};

/** What came to Alpine's BusyBox in 3.16 and 3.18, and what left it in 3.17 and 3.19. */
export const alpineSome = names("chattr ed last lsattr mkmntdirs tree who zcip");
