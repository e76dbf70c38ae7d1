import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\n";

table([
  {
    title: "tar unpacks into the folder that its flags name, in all their forms",
    dockerfile: `${alpine}RUN mkdir /a /b /c /d /e && tar -xzf x.tgz -C /a && tar xzC /b -f x.tgz && tar --directory=/c -xvf x.tar \\
 && curl -sSL https://x.org/x.tgz | tar -xz -C /d --strip-components=1 && tar xfC x.tar /e`,
    unknown: ["/a/x", "/b/x", "/c/x", "/d/x", "/e/x"],
    absent: ["/app/x", "/srv/x", "/usr/local/bin/uvicorn"],
    present: ["/a"],
  },
  {
    title: "members that are asked for by name, stripped",
    dockerfile: `${alpine}RUN curl -sSL https://x.org/x.tgz | tar xz -C /usr/local/bin --strip-components 1 docker/docker && tar xf x.tar -C /srv bin/a`,
    unknown: ["/usr/local/bin/docker", "/srv/bin/a"],
    absent: ["/srv/bin/b", "/usr/local/bin/uvicorn", "/app/docker"],
  },
  {
    title: "without a folder it unpacks where it runs; a list or a new archive unpacks nothing",
    dockerfile: `${alpine}RUN cd /srv && tar xf /x.tar && cd /opt && tar tf /x.tar && tar czf /opt/out.tgz /srv && cd "$NOWHERE" || true`,
    unknown: ["/srv/x"],
    present: ["/opt/out.tgz"],
    absent: ["/opt/x", "/app/x"],
  },
  {
    title: "unzip, and a folder that nobody knows",
    dockerfile: `${alpine}RUN unzip -q a.zip -d /a && unzip -qo b.zip b -d /b && unzip -p c.zip > d`,
    unknown: ["/a/x", "/b/b"],
    absent: ["/b/x", "/app/x"],
    present: ["/app/d"],
  },
  {
    title: "gunzip leaves the file without its ending",
    dockerfile: `${alpine}RUN touch a.gz b.xz && gunzip a.gz && xz -dk b.xz && gzip -dc c.gz > c`,
    present: ["/app/a", "/app/b", "/app/b.xz", "/app/c"],
    absent: ["/app/a.gz", "/app/d"],
  },
  {
    title: "a folder from a variable may be any",
    dockerfile: `${alpine}ARG TO\nRUN tar xf a.tar -C $TO`,
    unknown: ["/opt/x"],
  },
]);
