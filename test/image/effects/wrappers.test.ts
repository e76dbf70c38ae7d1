import { table } from "./files.ts";

const alpine = "FROM alpine:3.20\nWORKDIR /app\n";

table([
  {
    title: "the command behind a wrapper counts",
    dockerfile: `${alpine}RUN sudo -E touch a && env -i A=b touch b && timeout -k 5 10s touch c && nice -n 10 touch d`,
    present: ["/app/a", "/app/b", "/app/c", "/app/d"],
    absent: ["/app/e", "/srv/a"],
  },
  {
    title: "a question is no command",
    dockerfile: `${alpine}RUN command -v bash && env && true`,
    absent: ["/srv/x"],
  },
  {
    title: "another user may have another home",
    dockerfile: `${alpine}RUN sudo -u app touch a`,
    unknown: ["/srv/x"],
  },
]);
