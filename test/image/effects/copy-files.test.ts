import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\n";
const script = "#!/bin/bash\necho\n";

table([
  {
    title: "cp of a file: into a folder, under another name, with and without its mode",
    dockerfile: `${alpine}COPY . .
RUN chmod 777 run.sh && cp run.sh /usr/local/bin && cp -p run.sh /srv/start && cp run.sh /srv/plain`,
    context: { "run.sh": script },
    present: ["/usr/local/bin/run.sh", "/srv/start", "/app/run.sh"],
    absent: ["/usr/local/bin/uvicorn", "/srv/run.sh"],
    facts: { "/srv/start": { mode: 0o777 }, "/srv/plain": { mode: 0o755 } },
  },
  {
    title: "cp -r takes a folder along with all that is known of it",
    dockerfile: `${alpine}COPY . .
RUN cp -r src /srv/new && cp -a src/. /opt/ && cp -R src /opt/`,
    context: { "src/a/b.py": "x" },
    present: ["/srv/new/a/b.py", "/opt/a/b.py", "/opt/src/a/b.py"],
    absent: ["/srv/new/src", "/srv/new/a/c.py", "/srv/src"],
  },
  {
    title: "cp without -r leaves folders out",
    dockerfile: `${alpine}COPY . .\nRUN cp src/* /srv/`,
    context: { "src/a/b.py": "x", "src/c.py": "x" },
    present: ["/srv/c.py"],
    absent: ["/srv/a"],
  },
  {
    title: "a glob in a folder that nobody listed may bring anything",
    dockerfile: `${alpine}RUN mkdir /out && cp /usr/share/*.txt /out/ && cp -r /opt/tool-*/bin/* /usr/local/bin/`,
    unknown: ["/out/a.txt", "/usr/local/bin/tool"],
    absent: ["/srv/a.txt"],
  },
  {
    title: "mv takes the file away from where it was",
    dockerfile: `${alpine}RUN touch a b && mkdir c && mv a b c && mv c d && mv -t /srv d/a`,
    present: ["/app/d/b", "/srv/a"],
    absent: ["/app/a", "/app/b", "/app/c", "/app/d/a"],
  },
  {
    title: "what was downloaded and unpacked is a file where cp puts it",
    dockerfile: `${alpine}RUN unknown-tool && cp -f out/tool /usr/local/bin/tool && cp out/tool /srv/tool && mv out/dir /opt/dir`,
    present: ["/usr/local/bin/tool"],
    unknown: ["/opt/dir", "/srv/tool", "/srv/other"],
  },
  {
    title: "install gives its own mode",
    dockerfile: `${alpine}COPY run.sh .
RUN install -d /srv/data && install run.sh /srv/a && install -m 0644 -D run.sh /opt/x/b && install -t /srv/data run.sh`,
    context: { "run.sh": script },
    present: ["/srv/data/run.sh"],
    absent: ["/srv/run.sh"],
    facts: { "/srv/a": { mode: 0o755 }, "/opt/x/b": { mode: 0o644 } },
  },
  {
    title: "what lies in a cache mount is copied out of it as a file that nobody knows more of",
    dockerfile: `${alpine}RUN --mount=type=cache,target=/app/target touch target/app && cp target/app /srv/app`,
    present: ["/srv/app"],
    absent: ["/app/target/app"],
  },
  {
    title: "cp from a bind mount of the context and of a stage",
    dockerfile: `FROM alpine AS made\nRUN mkdir /out && touch /out/x\n${alpine}
RUN --mount=type=bind,source=conf,target=/mnt/conf --mount=from=made,source=/out,target=/mnt/made cp -r /mnt/conf /mnt/made /srv/`,
    context: { "conf/a.yml": "x" },
    present: ["/srv/conf/a.yml", "/srv/made/x"],
    absent: ["/mnt/conf/a.yml", "/srv/conf/b.yml", "/srv/made/y"],
  },
]);
