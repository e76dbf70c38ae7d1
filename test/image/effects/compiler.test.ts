import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nRUN apk add --no-cache gcc musl-dev\nWORKDIR /src\nCOPY . .\n";
const context = { "probe.c": "int main(void) { return 0; }", Makefile: "all:" };

table([
  {
    title: "-o names the program, which is called a.out without it",
    dockerfile: `${alpine}RUN gcc -O2 -Wall probe.c -o /out/probe -lm && cc probe.c`,
    context,
    present: ["/out/probe", "/src/a.out"],
    absent: ["/src/probe", "/out/a.out"],
  },
  {
    title: "it is linked to the C library of the image, unless flags say otherwise",
    dockerfile: `${alpine}RUN gcc -o /a probe.c && gcc -static -o /b probe.c && gcc $CFLAGS -o /c probe.c`,
    context,
    facts: {
      "/a": { mode: 0o755, head: { kind: "elf", libc: { name: "musl" } } },
      "/b": { head: { kind: "elf" } },
      "/c": { mode: 0o755, head: undefined },
    },
  },
  {
    title: "told to stop before it links, it makes no program",
    dockerfile: `${alpine}RUN gcc -c -o probe.o probe.c && gcc -shared -o /usr/local/lib/libprobe.so probe.o`,
    context,
    facts: { "/src/probe.o": { kind: "file", mode: 0o644 } },
    present: ["/usr/local/lib/libprobe.so"],
    absent: ["/src/a.out"],
  },
]);
