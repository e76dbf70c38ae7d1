import { table } from "./effects/files.ts";

const debian = "FROM debian:bookworm-slim\n";
const root = { uid: 0, gid: 0 };

table([
  {
    title: "what COPY brings belongs to root, whoever USER is",
    dockerfile: `${debian}USER 1000\nCOPY run.sh /srv/app/`,
    context: { "run.sh": "x" },
    facts: { "/srv/app/run.sh": root, "/srv/app": { ...root, mode: 0o755 } },
  },
  {
    title: "COPY --chown and --chmod give what is copied, and nothing else, to somebody",
    dockerfile: `${debian}COPY keep.sh /srv/\nCOPY --chown=33:50 --chmod=700 run.sh /srv/`,
    context: { "run.sh": "x", "keep.sh": "x" },
    facts: {
      "/srv/run.sh": { uid: 33, gid: 50, mode: 0o700 },
      "/srv/keep.sh": { ...root, mode: 0o644 },
    },
  },
  {
    title: "a user that nobody knows is an owner that nobody knows",
    dockerfile: `${debian}RUN useradd app\nCOPY --chown=app run.sh /srv/\nRUN mkdir /opt/x && chown app /opt/x`,
    context: { "run.sh": "x" },
    facts: {
      "/srv/run.sh": { uid: undefined, gid: undefined },
      "/opt/x": { uid: undefined, gid: 0, mode: 0o755 },
    },
  },
  {
    title: "a copy from a stage belongs to root again",
    dockerfile: `${debian.trim()} AS build\nRUN mkdir -m 750 /out && chown 33:33 /out && touch /out/x\n${debian}COPY --from=build /out/x /srv/x`,
    facts: { "/srv/x": { ...root, mode: 0o644 } },
  },
  {
    title: "a folder keeps owner and mode when something is put into it, and when WORKDIR names it",
    dockerfile: `${debian}RUN mkdir -m 700 /srv/a && chown daemon /srv/a\nCOPY run.sh /srv/a/\nWORKDIR /srv/a\nRUN touch b`,
    context: { "run.sh": "x" },
    facts: { "/srv/a": { uid: 1, gid: 0, mode: 0o700 }, "/srv/a/b": { ...root, mode: 0o644 } },
  },
  {
    title: "what the base image closes stays closed",
    dockerfile: `${debian}RUN mkdir -p /root/.local/bin && touch /root/.local/bin/x`,
    facts: { "/root": { ...root, mode: 0o700 } },
  },
  {
    title: "what RUN makes belongs to USER, and WORKDIR's folder to one of two",
    dockerfile: `${debian}USER www-data\nRUN mkdir /opt/a && echo x > /opt/a/b\nWORKDIR /srv/app`,
    facts: {
      "/opt/a": { uid: 33, mode: 0o755 },
      "/opt/a/b": { uid: 33, mode: 0o644 },
      "/srv/app": { uid: undefined, mode: 0o755 },
    },
  },
  {
    title: "install sets owner and mode, cp gives a new owner, cp -p and mv keep the old one",
    dockerfile: `${debian}RUN touch /srv/a && chown 7:8 /srv/a && install -m 750 -o daemon -g 9 /srv/a /srv/i \\
 && install -d -m 700 /srv/d && cp /srv/a /srv/c && cp -p /srv/a /srv/p && mv /srv/a /srv/m`,
    facts: {
      "/srv/i": { uid: 1, gid: 9, mode: 0o750 },
      "/srv/d": { ...root, mode: 0o700 },
      "/srv/c": { ...root, mode: 0o644 },
      "/srv/p": { uid: 7, gid: 8 },
      "/srv/m": { uid: 7, gid: 8 },
    },
  },
  {
    title: "chown -R, chgrp, and what is not known any more",
    dockerfile: `${debian}RUN mkdir -p /srv/a/b /srv/g /srv/r && chown -R 5:6 /srv/a && chgrp 9 /srv/g && (false || chown 7 /srv/r)`,
    facts: {
      "/srv/a/b": { uid: 5, gid: 6 },
      "/srv/g": { uid: 0, gid: 9 },
      "/srv/r": { uid: undefined, mode: undefined },
    },
  },
  {
    title: "what is written into a file that is there leaves its bits",
    dockerfile: `${debian}RUN touch /srv/x && chmod 755 /srv/x && echo y >> /srv/x`,
    facts: { "/srv/x": { ...root, mode: 0o755 } },
  },
  {
    title: "a command that nobody knows may have changed all of it",
    dockerfile: `${debian}RUN mkdir -m 700 /srv/a && ./configure-everything`,
    facts: { "/srv/a": { uid: undefined, mode: undefined } },
  },
]);
