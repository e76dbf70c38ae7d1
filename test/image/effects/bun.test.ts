import { table } from "./files.ts";

const debian = "FROM debian:12-slim\nWORKDIR /app\nCOPY . .\n";
const context = { "package.json": JSON.stringify({ dependencies: { vite: "5" } }) };

table([
  {
    title: "installs, builds and compiles",
    dockerfile: `${debian}RUN curl -fsSL https://bun.sh/install | bash && bun install --production --frozen-lockfile \\
 && bun build ./src/index.ts --compile --outfile /srv/server --target bun`,
    context,
    present: ["/root/.bun/bin/bun", "/app/node_modules/.bin/vite", "/srv/server"],
    unknown: ["/app/dist", "/app/node_modules/x"],
    absent: ["/srv/other", "/usr/bin/vite"],
  },
  {
    title: "for everybody",
    dockerfile: `${debian}RUN BUN_INSTALL_BIN=/opt/bin bun add -g serve`,
    context,
    present: ["/opt/bin/serve"],
    absent: ["/opt/bin/vite", "/app/node_modules"],
    unknown: ["/root/.bun/x"],
  },
]);
