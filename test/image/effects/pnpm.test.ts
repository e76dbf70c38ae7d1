import { table } from "./files.ts";

const node = "FROM node:22-slim\nWORKDIR /app\n";
const context = {
  "package.json": JSON.stringify({
    dependencies: { tsx: "4" },
    devDependencies: { typescript: "5" },
  }),
  "pnpm-workspace.yaml": "packages: [apps/*]\n",
  "apps/api/package.json": "{}",
};

table([
  {
    title: "corepack puts its shims beside itself",
    dockerfile: `${node}RUN corepack enable && corepack prepare pnpm@9 --activate && corepack enable --install-directory /opt/bin yarn`,
    present: ["/usr/local/bin/pnpm", "/usr/local/bin/yarn", "/opt/bin/yarnpkg"],
    absent: ["/opt/bin/pnpm", "/usr/local/bin/nodemon"],
    unknown: ["/root/.cache/node/x"],
  },
  {
    title: "an install in a member fills the whole workspace",
    dockerfile: `${node}COPY . .\nRUN cd apps/api && corepack pnpm install --frozen-lockfile`,
    context,
    present: ["/app/node_modules/.bin/tsx", "/app/node_modules/.bin/tsc"],
    unknown: ["/app/apps/api/node_modules"],
    absent: ["/usr/local/bin/tsx", "/srv/x"],
  },
  {
    title: "deploy makes its folder",
    dockerfile: `${node}COPY . .\nRUN pnpm --filter api deploy --prod /prod/api && pnpm -r build`,
    context,
    present: ["/prod/api"],
    unknown: ["/prod/api/node_modules", "/app/apps/api/dist"],
    absent: ["/prod/web", "/srv/x"],
  },
  {
    title: "for everybody, where PNPM_HOME is",
    dockerfile: `${node}ENV PNPM_HOME=/pnpm PATH=/pnpm:$PATH\nRUN pnpm add -g serve`,
    present: ["/pnpm/serve"],
    absent: ["/pnpm/nodemon", "/usr/local/bin/serve"],
    unknown: ["/pnpm/global/x"],
  },
]);
