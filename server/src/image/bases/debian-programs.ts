import { type Listing, names } from "../programs.ts";

/**
 * Programs of Debian and Ubuntu by the folder they lie in before /bin and /sbin became links into /usr
 * (bookworm). Read from the files of the packages that debootstrap's minbase, and the Dockerfiles named
 * here, install; what their maintainer scripts add to /etc/alternatives is among them.
 */

/** debian:* of bullseye to trixie, slim or not: what debootstrap's minbase installs in all of them. */
export const debianPrograms: Listing = {
  "/bin": names(`
    bash cat chgrp chmod chown cp dash date dd df dir dmesg dnsdomainname domainname echo egrep
    false fgrep findmnt grep gunzip gzexe gzip hostname ln login ls lsblk mkdir mknod mktemp more
    mount mountpoint mv nisdomainname pidof pwd rbash readlink rm rmdir run-parts sed sh sleep
    stty su sync tar tempfile touch true umount uname uncompress vdir wdctl ypdomainname zcat zcmp
    zdiff zegrep zfgrep zforce zgrep zless zmore znew
  `),
  "/sbin": names(`
    agetty blkdiscard blkid blkzone blockdev chcpu findfs fsck fsfreeze fstab-decode fstrim getty
    installkernel isosize killall5 ldconfig losetup mkfs mkhomedir_helper mkswap pivot_root
    runuser shadowconfig start-stop-daemon sulogin swaplabel swapoff swapon switch_root
    unix_chkpwd unix_update wipefs zramctl
  `),
  "/usr/bin": names(`
    [ apt apt-cache apt-cdrom apt-config apt-get apt-mark arch awk b2sum base32 base64 basename
    basenc bashbug captoinfo chage chcon chfn choom chrt chsh cksum clear clear_console cmp comm
    csplit cut deb-systemd-helper deb-systemd-invoke debconf debconf-apt-progress
    debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show diff
    diff3 dircolors dirname dpkg dpkg-deb dpkg-divert dpkg-maintscript-helper dpkg-query
    dpkg-realpath dpkg-split dpkg-statoverride dpkg-trigger du env expand expiry expr factor
    fallocate find flock fmt fold getconf getent getopt gpasswd groups head hostid iconv id
    infocmp infotocap install ionice ipcmk ipcrm ipcs ischroot join ldd link linux32 linux64
    locale localedef logger logname lscpu lsipc lslocks lslogins lsmem lsns mawk mcookie md5sum
    mkfifo namei nawk newgrp nice nl nohup nproc nsenter numfmt od pager partx passwd paste
    pathchk perl pinky pldd pr printenv printf prlimit ptx realpath renice reset rev rgrep runcon
    savelog script scriptlive scriptreplay sdiff seq setarch setpriv setsid setterm sg sha1sum
    sha224sum sha256sum sha384sum sha512sum shred shuf sort split stat stdbuf sum tabs tac tail
    taskset tee test tic timeout toe touch tput tr truncate tset tsort tty tzselect unexpand uniq
    unlink unshare update-alternatives users wall wc whereis which who whoami xargs yes zdump
  `),
  "/usr/sbin": names(`
    add-shell chgpasswd chmem chpasswd chroot dpkg-preconfigure dpkg-reconfigure faillock groupadd
    groupdel groupmod grpck grpconv grpunconv iconvconfig invoke-rc.d ldattach newusers nologin
    pam-auth-update pam_getenv pam_timestamp_check pwck pwconv pwunconv readprofile remove-shell
    rmt rmt-tar rtcwake service tarcat update-passwd update-rc.d useradd userdel usermod vigr vipw
    zic
  `),
};

/** What only some releases of Debian's minbase, or some machines, have. */
export const debianSome = names(`
  aarch64 addpart apt-key badblocks catchsegv cfdisk chattr cpgr cppw ctrlaltdel debugfs delpart
  dpkg-fsys-usrunmess dumpe2fs e2freefrag e2fsck e2image e2label e2mmpstatus e2scrub e2scrub_all
  e2undo e4crypt e4defrag faillog fdformat fdisk filefrag fincore fsck.cramfs fsck.ext2 fsck.ext3
  fsck.ext4 fsck.minix gpgv groupmems hardlink hwclock i386 last lastb lastlog lastlog2 ld.so
  logsave lsattr lsfd lsirq md5sum.textutils mesg mke2fs mkfs.bfs mkfs.cramfs mkfs.ext2 mkfs.ext3
  mkfs.ext4 mkfs.minix mklost+found pam_namespace_helper pam_tally pam_tally2 perl5.24.1
  perl5.28.1 perl5.32.1 perl5.36.0 perl5.40.1 pwhistory_helper raw rename.ul resize2fs resizepart
  sfdisk sqv tune2fs tzconfig uclampset uname26 update-shells utmpdump which.debianutils x86_64
`);

/** ubuntu:* of focal to resolute, beside those of Debian. */
export const ubuntuPrograms: Listing = {
  "/usr/bin": names(`
    chattr free gpgv kill locale-check lsattr pgrep pkill pmap ps pwdx select-editor
    sensible-browser sensible-editor sensible-pager skill slabtop snice tload top uptime vmstat w
    watch
  `),
  "/usr/sbin": names(`
    badblocks debugfs dumpe2fs e2freefrag e2fsck e2image e2label e2mmpstatus e2scrub e2scrub_all
    e2undo e4crypt e4defrag filefrag fsck.ext2 fsck.ext3 fsck.ext4 logsave mke2fs mkfs.ext2
    mkfs.ext3 mkfs.ext4 mklost+found pam_extrausers_chkpwd pam_extrausers_update resize2fs sysctl
    tune2fs
  `),
};

/** What only some of those releases, or some machines, have. */
export const ubuntuSome = names(`
  addgroup addpart adduser apt-key basenc blkzone bunzip2 bzcat bzcmp bzdiff bzegrep bzexe bzfgrep
  bzgrep bzip2 bzip2recover bzless bzmore catchsegv cfdisk chcpu chmem chroot coreutils cpgr cppw
  ctrlaltdel delgroup delpart deluser dpkg-realpath faillock faillog fdformat fdisk fincore
  fsck.cramfs fsck.minix groupmems hardlink hashsum hwclock i386 isosize last lastb lastlog
  lastlog2 ld.so ldattach ldconfig.real lslogins lsmem md5sum.textutils mesg mkfs.bfs mkfs.cramfs
  mkfs.minix newgrp pam_namespace_helper pam_tally pam_tally2 perl5.26.1 perl5.30.0 perl5.34.0
  perl5.38.2 perl5.40.1 pidwait pivot_root pwhistory_helper raw rename.ul resizepart rev
  scriptlive sensible-terminal sfdisk sg sha3-224sum sha3-256sum sha3-384sum sha3-512sum sha3sum
  shake128sum shake256sum switch_root uclampset unminimize update-shells utmpdump w.procps wdctl
  which.debianutils x86_64
`);

/** ca-certificates, which brings openssl. */
export const certificatePrograms: Listing = {
  "/usr/bin": names("c_rehash openssl"),
  "/usr/sbin": names("update-ca-certificates"),
};

/** gcc with libc6-dev and binutils. */
export const gccPrograms: Listing = {
  "/usr/bin": names(`
    addr2line ar as c++filt c89 c89-gcc c99 c99-gcc cc cpp elfedit gcc gcc-ar gcc-nm gcc-ranlib gcov
    gcov-dump gcov-tool gencat gprof ld ld.bfd nm objcopy objdump ranlib readelf rpcgen size strings strip
  `),
};

/** perl beside perl-base. */
export const perlPrograms: Listing = {
  "/usr/bin": names(`
    corelist cpan enc2xs encguess h2ph h2xs instmodsh json_pp libnetcfg perlbug perldoc perlivp perlthanks
    piconv pl2pm pod2html pod2man pod2text pod2usage podchecker prove ptar ptardiff ptargrep shasum splain
    streamzip xsubpp zipdetails
  `),
};

/** dpkg-dev with bzip2, make, patch and xz-utils, on which it depends. */
export const dpkgDevPrograms: Listing = {
  "/bin": names(`
    bunzip2 bzcat bzcmp bzdiff bzegrep bzexe bzfgrep bzgrep bzip2 bzip2recover bzless bzmore
  `),
  "/usr/bin": names(`
    dpkg-architecture dpkg-buildflags dpkg-buildpackage dpkg-checkbuilddeps dpkg-distaddfile
    dpkg-genbuildinfo dpkg-genchanges dpkg-gencontrol dpkg-gensymbols dpkg-mergechangelogs dpkg-name
    dpkg-parsechangelog dpkg-scanpackages dpkg-scansources dpkg-shlibdeps dpkg-source dpkg-vendor gmake
    lzcat lzcmp lzdiff lzegrep lzfgrep lzgrep lzless lzma lzmainfo lzmore make make-first-existing-target
    patch unlzma unxz xz xzcat xzcmp xzdiff xzegrep xzfgrep xzgrep xzless xzmore
  `),
};

/** buildpack-deps:*-curl, beside Debian's own. */
export const curlPrograms: Listing = {
  "/usr/bin": names(`
    c_rehash curl dirmngr dirmngr-client gpg gpg-agent gpg-connect-agent gpgconf gpgsm openssl
    pinentry pinentry-curses wget
  `),
  "/usr/sbin": names(`
    update-ca-certificates
  `),
};

/** buildpack-deps:*-scm, beside those. */
export const scmPrograms: Listing = {
  "/bin": names(`
    kill ps
  `),
  "/sbin": names(`
    sysctl
  `),
  "/usr/bin": names(`
    chg corelist cpan enc2xs encguess free git git-receive-pack git-shell git-upload-archive
    git-upload-pack h2ph h2xs hg hg-ssh instmodsh json_pp libnetcfg pdb3 perlbug perldoc perlivp
    perlthanks pgrep piconv pidwait pkill pl2pm pmap pod2html pod2man pod2text pod2usage
    podchecker prove ptar ptardiff ptargrep pwdx py3clean py3compile py3versions pydoc3 pygettext3
    python3 scp select-editor sensible-browser sensible-editor sensible-pager sftp shasum skill
    slabtop snice splain ssh ssh-add ssh-agent ssh-argv0 ssh-copy-id ssh-keygen ssh-keyscan
    streamzip svn svnadmin svnauthz svnauthz-validate svnbench svndumpfilter svnfsfs svnlook
    svnmucc svnrdump svnserve svnsync svnversion tload top ucf ucfq ucfr uptime vmstat w watch
    xsubpp zipdetails
  `),
};

/** buildpack-deps without a suffix, beside those. */
export const compilerPrograms: Listing = {
  "/bin": names(`
    bunzip2 bzcat bzcmp bzdiff bzegrep bzexe bzfgrep bzgrep bzip2 bzip2recover bzless bzmore
  `),
  "/usr/bin": names(`
    aclocal addr2line animate ar as autoconf autoheader autom4te automake autoreconf autoscan
    autoupdate c++ c++filt c89 c89-gcc c99 c99-gcc cc compare compile_et composite conjure convert
    cpp curl-config derb dh_autotools-dev_restoreconfig dh_autotools-dev_updateconfig display
    dpkg-architecture dpkg-buildflags dpkg-buildpackage dpkg-checkbuilddeps dpkg-distaddfile
    dpkg-genbuildinfo dpkg-genchanges dpkg-gencontrol dpkg-gensymbols dpkg-mergechangelogs
    dpkg-name dpkg-parsechangelog dpkg-scanpackages dpkg-scansources dpkg-shlibdeps dpkg-source
    dpkg-vendor elfedit fc-cache fc-cat fc-conflist fc-list fc-match fc-pattern fc-query fc-scan
    fc-validate file funzip g++ gapplication gcc gcc-ar gcc-nm gcc-ranlib gcov gcov-dump gcov-tool
    gdbus gdbus-codegen gdk-pixbuf-csource gdk-pixbuf-pixdata gdk-pixbuf-thumbnailer genbrk gencat
    gencfu gencnval gendict genrb gio gio-querymodules glib-compile-resources glib-compile-schemas
    glib-genmarshal glib-gettextize glib-mkenums gmake gobject-query gprof gresource gsettings
    gtester gtester-report icuinfo identify ifnames import krb5-config krb5-config.mit ld ld.bfd
    libpng-config libpng16-config libtoolize libwmf-config lzcat lzcmp lzdiff lzegrep lzfgrep
    lzgrep lzless lzma lzmainfo lzmore m4 make make-first-existing-target makeconv mariadb-config
    mariadb_config mogrify montage mysql_config ncurses6-config ncursesw6-config nm objcopy
    objdump patch pcre2-config pg_config pkg-config pkgdata ranlib readelf rpcgen size stream
    strings strip uconv unlzma unxz unzip unzipsfx update-mime-database xml2-config xslt-config xz
    xzcat xzcmp xzdiff xzegrep xzfgrep xzgrep xzless xzmore zipgrep zipinfo
  `),
  "/usr/sbin": names(`
    escapesrc genccode gencmn gennorm2 gensprep icupkg
  `),
};

/** What only some releases of those packages have, or some machines. */
export const developerSome = names(`
  X11 addgnupghome applygnupgdefaults compile_et curl-config dpkg-buildapi dpkg-buildtree dwp fftw-wisdom
  fftw-wisdom-to-conf fftwf-wisdom fftwl-wisdom fftwq-wisdom gi-compile-repository gi-decompile-typelib
  gi-inspect-typelib gold gpg-wks-server gpg-zip gpgcompose gpgparsemail gpgsplit gpgtar icuexportdata
  kbxutil krb5-config krb5-config.mit lcf ld.gold lspgpot lto-dump migrate-pubring-from-classic-gpg
  ncurses5-config ncursesw5-config pango-list pango-segmentation pango-view pcre-config pkgconf rcp rlogin
  rsh scalar sensible-terminal slogin sq watchgnupg wcurl
`);

/** Programs of those packages that carry a version or a machine in their names. */
export const developerDoubt =
  /^\/usr\/bin\/((x86_64|i686|aarch64|arm|powerpc64le|riscv64|s390x)-.*|.*-(im[67](\.q16)?|\d+(\.\d+)*(-.*)?)|(python|pydoc|pdb|pygettext|perl|cpan|tclsh|wish|aclocal|automake)-?\d.*|gp-.*|gprofng.*|magick.*)$/;
