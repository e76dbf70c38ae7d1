import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\nCOPY . .\n";
const context = { "a.sh": "x", "src/b.pyc": "x" };

table([
  {
    title: "what find deletes may be gone, and nothing comes",
    dockerfile: `${alpine}RUN find . -name '*.pyc' -delete && find / -type f -name x -exec rm -f {} +`,
    context,
    present: ["/app/a.sh"],
    absent: ["/app/c.sh", "/srv/x"],
  },
  {
    title: "chmod of what find is asked for by name",
    dockerfile: `${alpine}RUN find /app -type f -name '*.sh' | xargs chmod +x && find . -name x -o -exec chmod 600 {} +`,
    context: { ...context, "bin/c.sh": "x" },
    facts: { "/app/bin/c.sh": { mode: undefined } },
  },
  {
    title: "chmod on names, and on what nobody can tell",
    dockerfile: `${alpine}RUN mkdir /srv/x && touch /srv/x/y && find /app -name '*.sh' | xargs chmod +x \\
 && find src -newer a.sh -exec chmod 755 {} \\;`,
    context,
    facts: {
      "/app/a.sh": { mode: 0o755 },
      "/srv/x/y": { mode: 0o644 },
      "/app/src/b.pyc": { mode: undefined },
    },
  },
  {
    title: "copies go below their destination",
    dockerfile: `${alpine}RUN mkdir /out && find src -name '*.py' -exec cp {} /out \\;`,
    context,
    unknown: ["/out/b.py"],
    absent: ["/srv/b.py"],
  },
  {
    title: "a command that nobody knows may do anything",
    dockerfile: `${alpine}RUN find . -type f | xargs -n1 -I% convert-it % %.out`,
    context,
    present: ["/app/a.sh"],
    unknown: ["/srv/x"],
  },
]);
