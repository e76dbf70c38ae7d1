import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\n";

table([
  {
    title: "curl writes where its flags say, and nowhere without them",
    dockerfile: `${alpine}ENV V=1.2
RUN curl -fsSLo /usr/local/bin/tool https://x.org/tool-$V && curl -sSL https://x.org/a > /srv/a \\
 && curl -LO "https://x.org/b-\${V}.tgz?x=1" && curl --retry 3 -L https://x.org/c --create-dirs --output c/d \\
 && curl -I https://x.org -o /dev/null && curl -X POST -d @x https://x.org/y`,
    present: ["/usr/local/bin/tool", "/srv/a", "/app/b-1.2.tgz", "/app/c/d"],
    absent: ["/app/tool-1.2", "/app/a", "/app/y", "/srv/b-1.2.tgz"],
    facts: { "/usr/local/bin/tool": { mode: 0o644 } },
  },
  {
    title: "a file that is there keeps its mode",
    dockerfile: `${alpine}RUN touch run && chmod 755 run && curl -o run https://x.org/run`,
    facts: { "/app/run": { mode: 0o755 } },
  },
  {
    title: "an address that nobody knows is saved under any name",
    dockerfile: `${alpine}ARG URL\nRUN cd /tmp && curl -O "$URL/x" && wget -P /srv/w $URL`,
    unknown: ["/tmp/x", "/srv/w/x"],
    absent: ["/app/x", "/srv/x"],
  },
  {
    title: "wget names files by the address, or as it is told",
    dockerfile: `${alpine}RUN wget -q https://x.org/a.tgz && wget -qO b https://x.org/c && wget --directory-prefix=/srv https://x.org/d \\
 && wget -O- https://x.org/e | tar x -C /opt && wget -nv -O /dev/null https://x.org/f || true`,
    present: ["/app/a.tgz", "/app/b", "/srv/d"],
    absent: ["/app/c", "/app/e", "/app/f", "/app/d"],
  },
]);
