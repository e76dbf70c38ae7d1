import { table } from "./files.ts";

table([
  {
    title: "useradd makes a home where it is told to",
    dockerfile: `FROM debian:12-slim
RUN groupadd -r app && useradd --uid 1000 -g app --create-home --shell /bin/bash app \\
 && useradd -ms /bin/sh -d /srv/worker worker && useradd --system --no-create-home plain && useradd perhaps`,
    present: ["/home/app", "/srv/worker", "/etc/passwd", "/etc/group"],
    absent: ["/home/worker", "/home/plain", "/home/appp", "/srv/app"],
    unknown: ["/home/perhaps"],
  },
  {
    title: "adduser of Debian makes one for people, not for certain for systems",
    dockerfile: `FROM debian:12-slim
RUN adduser --disabled-password --gecos "" app && adduser --system --group daemonic && adduser app www-data \\
 && adduser --no-create-home --disabled-login none`,
    present: ["/home/app"],
    absent: ["/home/none", "/home/www-data"],
    unknown: ["/home/daemonic"],
  },
  {
    title: "adduser of BusyBox",
    dockerfile: `FROM alpine:3.20
RUN addgroup -S app && adduser -D -u 1000 -G app app && adduser -D -h /data one && adduser -DH none && adduser -S -D -G app sys`,
    present: ["/home/app", "/data"],
    absent: ["/home/one", "/home/none"],
    unknown: ["/home/sys"],
  },
  {
    title: "a user whose name is not known may have any home",
    dockerfile: `FROM alpine:3.20\nARG NAME\nRUN adduser -D $NAME || true`,
    unknown: ["/home/app"],
    absent: ["/srv/app"],
  },
]);
