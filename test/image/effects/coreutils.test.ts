import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\n";

table([
  {
    title: "mkdir makes its folders where cd went, and leaves the modes of old ones",
    dockerfile: `${alpine}RUN mkdir -m 700 /keys && cd /srv && mkdir -p data/in && mkdir -p /keys`,
    present: ["/srv/data/in", "/keys"],
    absent: ["/app/data", "/srv/out"],
    facts: { "/keys": { mode: 0o700 } },
  },
  {
    title: "mkdir with braces depends on the shell",
    dockerfile: `${alpine}RUN mkdir -p /srv/{a,b}`,
    unknown: ["/srv/a", "/srv/{a,b}"],
    absent: ["/opt/a"],
  },
  {
    title: "a variable that nobody knows may name any folder",
    dockerfile: `${alpine}ARG WHERE\nRUN mkdir "$WHERE"`,
    unknown: ["/opt/where"],
  },
  {
    title: "a variable of the same script is known",
    dockerfile: `${alpine}RUN where=/opt/here && mkdir $where`,
    present: ["/opt/here"],
    absent: ["/opt/there"],
  },
  {
    title: "touch makes an empty file, tee one that holds something",
    dockerfile: `${alpine}RUN touch empty && (false || touch maybe) && echo x | tee -a /srv/full >/dev/null`,
    present: ["/app/empty", "/srv/full"],
    unknown: ["/app/maybe"],
    absent: ["/app/full"],
    facts: { "/app/empty": { mode: 0o644, head: { kind: "other", what: "empty" } } },
  },
  {
    title: "rm removes what it names, and of a glob what is known to match",
    dockerfile: `${alpine}COPY . .\nRUN rm -rf node_modules *.log && rm -f /srv/a || true`,
    context: { "main.log": "x", "keep.txt": "x", ".hidden.log": "x", "node_modules/x": "" },
    present: ["/app/keep.txt", "/app/.hidden.log"],
    absent: ["/app/main.log", "/app/node_modules", "/app/node_modules/x"],
  },
  {
    title: "rm that may not run leaves what is there",
    dockerfile: `${alpine}RUN touch /srv/a /srv/b && (false || rm /srv/a) && rm /srv/b`,
    present: ["/srv/a"],
    absent: ["/srv/b"],
  },
  {
    title: "ln makes links under their own name, in a folder, and in place of a link",
    dockerfile: `${alpine}RUN mkdir /opt/tool && touch /opt/tool/run && ln -s /opt/tool/run /usr/local/bin \\
 && ln -sf run /opt/tool/start && ln -sfn /opt/tool /opt/current && ln -s /x/y`,
    present: ["/usr/local/bin/run", "/opt/tool/start", "/opt/current", "/app/y"],
    absent: ["/usr/local/bin/uvicorn", "/opt/current.old"],
    facts: { "/opt/current": { kind: "symlink", target: "/opt/tool" } },
  },
  {
    title: "a hard link is the file itself",
    dockerfile: `${alpine}RUN touch a && chmod 755 a && ln a b`,
    facts: { "/app/b": { kind: "file", mode: 0o755 } },
  },
  {
    title: "what happens in /bin of Debian happens in /usr/bin",
    dockerfile: "FROM debian:12-slim\nRUN ln -s /usr/bin/perl /bin/p && touch /bin/x && rm /bin/x",
    present: ["/usr/bin/p", "/bin/p", "/bin/sh", "/usr/bin/sh"],
    absent: ["/usr/bin/x"],
    facts: { "/bin": { kind: "symlink" } },
  },
  {
    title: "chmod in octal, with classes, with several clauses, and on what matches",
    dockerfile: `${alpine}COPY . .
RUN chmod +x a.sh && chmod u=rwx,go= b.sh && chmod -R a+rX bin && chmod 0750 *.py && chmod g=u c.sh`,
    context: { "a.sh": "x", "b.sh": "x", "c.sh": "x", "bin/d": "x", "e.py": "x" },
    facts: {
      "/app/a.sh": { mode: 0o755 },
      "/app/b.sh": { mode: 0o700 },
      "/app/bin/d": { mode: 0o644 },
      "/app/e.py": { mode: 0o750 },
    },
  },
  {
    title: "chmod of what a variable names may have been of anything",
    dockerfile: `${alpine}ARG SCRIPT\nRUN touch a && chmod +x $SCRIPT`,
    facts: { "/app/a": { mode: undefined } },
  },
]);
