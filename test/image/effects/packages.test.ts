import { table } from "./files.ts";

const debian = "FROM debian:12-slim\n";
const alpine = "FROM alpine:3.20\n";

table([
  {
    title: "apt brings the programs of what it is told to install, and no server of an application",
    dockerfile: `${debian}RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -y install --no-install-recommends \\
  -o Dpkg::Use-Pty=0 curl=7.* tini gosu nginx libpq5 libpq-dev python3 && rm -rf /var/lib/apt/lists/*`,
    present: [
      "/usr/bin/curl",
      "/bin/curl",
      "/usr/bin/tini",
      "/usr/sbin/gosu",
      "/usr/sbin/nginx",
      "/usr/bin/python3",
    ],
    absent: ["/usr/bin/uvicorn", "/usr/local/bin/gunicorn", "/opt/tool"],
    unknown: ["/etc/nginx/nginx.conf", "/usr/lib/x86_64-linux-gnu/libpq.so.5"],
  },
  {
    title: "packages of a language may bring its servers, files from anywhere may bring anything",
    dockerfile: `${debian}RUN apt install -y python3-uvicorn ./chrome.deb`,
    unknown: ["/usr/bin/uvicorn", "/opt/google/chrome", "/usr/local/bin/gunicorn"],
    absent: ["/srv2"],
  },
  {
    title: "a package that nobody knows brings no server of an application",
    dockerfile: `${debian}RUN apt-get install -y some-scanner`,
    unknown: ["/usr/bin/some-scanner", "/opt/scanner"],
    absent: ["/usr/bin/uvicorn"],
  },
  {
    title: "names from a variable that nobody knows may be any",
    dockerfile: `${debian}ARG PACKAGES\nRUN apt-get install -y $PACKAGES`,
    unknown: ["/usr/bin/uvicorn"],
    absent: ["/srv/x"],
  },
  {
    title: "a package that goes takes its program along",
    dockerfile: `${debian}RUN apt-get install -y --no-install-recommends curl make jq && apt-get purge -y --auto-remove curl && (apt-get remove -y make || true)`,
    present: ["/usr/bin/jq"],
    absent: ["/usr/bin/curl"],
  },
  {
    title: "apk: where Alpine puts what it brings",
    dockerfile: `${alpine}RUN apk --no-cache add --virtual .build gcc musl-dev && apk add -U bash tini~=0.19 su-exec nodejs npm@edge shadow python3 \\
 && apk del .build`,
    present: [
      "/bin/bash",
      "/sbin/tini",
      "/sbin/su-exec",
      "/usr/bin/node",
      "/usr/bin/npm",
      "/usr/sbin/useradd",
      "/usr/bin/python3",
    ],
    absent: ["/usr/bin/nodemon", "/usr/local/bin/tsx", "/bin/uvicorn"],
    unknown: ["/usr/bin/python", "/etc/tini"],
  },
  {
    title: "on a base whose programs are all known: tools bring no shell, unknown packages may",
    dockerfile: `${alpine}RUN apk add --no-cache curl git libstdc++ && cp /bin/busybox /srv\n`,
    absent: ["/usr/bin/uvicorn"],
    unknown: ["/usr/bin/git-shell"],
    present: ["/usr/bin/curl"],
  },
  {
    title: "clients of a library bring programs of any name",
    dockerfile: `${alpine}RUN apk add --no-cache libvirt-client`,
    unknown: ["/usr/bin/virsh", "/usr/bin/bash"],
    absent: ["/usr/bin/uvicorn"],
  },
  {
    title: "gcompat brings the loader that programs of glibc ask for",
    dockerfile: `${alpine}RUN apk add --no-cache gcompat libstdc++`,
    present: ["/lib64/ld-linux-x86-64.so.2"],
    absent: ["/srv/x"],
    unknown: ["/usr/lib/libstdc++.so.6"],
  },
  {
    title: "what is installed below another root is there and not here",
    dockerfile: `${alpine}RUN mkdir /rootfs && apk add --root /rootfs --initdb bash`,
    unknown: ["/rootfs/bin/bash"],
    absent: ["/usr/bin/uvicorn"],
  },
  {
    title: "indexes, questions and removals of other managers bring nothing",
    dockerfile: `${alpine}RUN apk update && apk info && apk del curl && dnf clean all && microdnf repolist`,
    absent: ["/usr/bin/uvicorn", "/opt/x"],
  },
  {
    title: "openjdk, php and clients of databases by version",
    dockerfile: `${debian}RUN apt-get install -y openjdk-17-jre-headless php8.2-cli php8.2-pgsql postgresql-client-15 default-mysql-client redis-tools`,
    present: [
      "/usr/bin/java",
      "/usr/bin/php",
      "/usr/bin/php8.2",
      "/usr/bin/psql",
      "/usr/bin/mysql",
      "/usr/bin/redis-cli",
    ],
    absent: ["/usr/bin/uvicorn"],
  },
]);
