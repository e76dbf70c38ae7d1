import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\n";

table([
  {
    title: "a clone lies in a folder of its own name, or the one that is named",
    dockerfile: `${alpine}RUN git clone --depth 1 -b v1 https://github.com/a/tool.git && git clone git@github.com:a/b /srv/b \\
 && git -C /opt clone https://x.org/c/ && cd tool && git checkout v2 && git config --global x y`,
    present: ["/app/tool", "/srv/b", "/opt/c"],
    unknown: ["/app/tool/Makefile", "/srv/b/x", "/opt/c/x"],
    absent: ["/app/b", "/srv/x", "/app/tool.git", "/opt/x"],
  },
  {
    title: "into the working directory",
    dockerfile: `${alpine}RUN git clone https://x.org/y .`,
    unknown: ["/app/x"],
    absent: ["/app2", "/srv/x"],
  },
  {
    title: "an address that nobody knows makes a folder of any name",
    dockerfile: `${alpine}ARG REPO\nRUN git clone $REPO`,
    unknown: ["/app/x"],
    absent: ["/srv/x"],
  },
]);
