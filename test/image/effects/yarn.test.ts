import { table } from "./files.ts";

const node = "FROM node:22-slim\nWORKDIR /app\nCOPY . .\n";
const manifest = (more: object = {}) =>
  JSON.stringify({ dependencies: { next: "15" }, devDependencies: { nodemon: "3" }, ...more });

table([
  {
    title: "the first Yarn fills node_modules",
    dockerfile: `${node}RUN yarn --frozen-lockfile --production && yarn cache clean`,
    context: { "package.json": manifest() },
    present: ["/app/node_modules", "/app/node_modules/.bin/next"],
    unknown: ["/app/node_modules/.bin/x"],
    absent: ["/app/dist", "/usr/local/bin/next", "/app/node_modules/.bin/nodemon"],
  },
  {
    title: "a later one may keep archives",
    dockerfile: `${node}RUN yarn install --immutable`,
    context: { "package.json": manifest({ packageManager: "yarn@4.1.0" }) },
    unknown: ["/app/node_modules", "/app/.pnp.cjs"],
    absent: ["/srv/x"],
  },
  {
    title: "scripts by their bare name",
    dockerfile: `${node}RUN yarn && yarn build`,
    context: { "package.json": manifest() },
    unknown: ["/app/dist"],
    absent: ["/srv/x", "/usr/local/bin/nodemon"],
  },
  {
    title: "for everybody",
    dockerfile: `${node}RUN yarn global add pm2 serve@14`,
    context: { "package.json": manifest() },
    present: ["/usr/local/bin/pm2-runtime", "/usr/local/bin/serve"],
    absent: ["/usr/local/bin/nodemon", "/app/node_modules"],
  },
]);
