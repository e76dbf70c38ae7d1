import { table } from "./files.ts";

const node = "FROM node:22-slim\nWORKDIR /app\n";
const context = {
  "package.json": JSON.stringify({
    dependencies: { next: "15", "some-tool": "1" },
    devDependencies: { nodemon: "3", "@nestjs/cli": "10" },
    scripts: { build: "next build" },
  }),
  "package-lock.json": "{}",
};

table([
  {
    title: "ci fills node_modules with the programs of what the project names",
    dockerfile: `${node}COPY package*.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci --no-audit`,
    context,
    present: [
      "/app/node_modules",
      "/app/node_modules/.bin/next",
      "/app/node_modules/.bin/nodemon",
      "/app/node_modules/.bin/nest",
    ],
    unknown: ["/app/node_modules/.bin/other", "/app/node_modules/x/index.js"],
    absent: ["/app/dist", "/node_modules", "/usr/local/bin/next"],
  },
  {
    title: "what is only for development is left out",
    dockerfile: `${node}COPY . .\nENV NODE_ENV=production\nRUN npm install && cd /srv && npm --prefix /app ci --omit=dev`,
    context,
    present: ["/app/node_modules/.bin/next"],
    absent: ["/app/node_modules/.bin/nodemon", "/srv/node_modules", "/usr/local/bin/nodemon"],
    unknown: ["/app/node_modules/.bin/x"],
  },
  {
    title: "what was for development goes when it is pruned",
    dockerfile: `${node}COPY . .\nRUN npm install && npm run build && npm prune --omit=dev`,
    context,
    present: ["/app/node_modules/.bin/next"],
    absent: ["/app/node_modules/.bin/nodemon"],
  },
  {
    title: "scripts of the project run after an install, unless they are left out",
    dockerfile: `${node}COPY . .\nRUN npm ci --ignore-scripts\nRUN mkdir /b && cp package.json /b && cd /b && npm ci`,
    context: {
      "package.json": JSON.stringify({
        dependencies: { x: "1" },
        scripts: { postinstall: "make" },
      }),
    },
    unknown: ["/b/dist"],
    absent: ["/app/dist", "/usr/local/bin/nodemon"],
  },
  {
    title: "a manifest that nobody can read may have any",
    dockerfile: `${node}RUN npm install express || true`,
    unknown: ["/app/dist"],
    absent: ["/srv/dist", "/usr/local/bin/nodemon"],
  },
  {
    title: "a build writes below the project, the folder above, and where its configuration says",
    dockerfile: `FROM node:22-slim\nWORKDIR /src/web\nCOPY . .\nRUN npm ci && npm run build`,
    context: {
      ...context,
      "vite.config.ts": 'export default { build: { outDir: "../../public/web" } }',
    },
    unknown: ["/src/web/dist/index.js", "/src/server/static"],
    absent: ["/usr/local/bin/nodemon", "/srv/x", "/opt/x"],
    present: ["/src/web/node_modules/.bin/next"],
  },
  {
    title: "programs for everybody: only those of the packages that are named",
    dockerfile: `${node}RUN npm install -g pm2@5 @nestjs/cli typescript --no-fund && npm i --global npm@latest`,
    present: [
      "/usr/local/bin/pm2-runtime",
      "/usr/local/bin/nest",
      "/usr/local/bin/tsc",
      "/usr/local/bin/npx",
    ],
    absent: ["/usr/local/bin/nodemon", "/app/node_modules"],
    unknown: ["/usr/local/lib/node_modules/pm2/index.js"],
  },
  {
    title: "a package that nobody knows may bring any program",
    dockerfile: `${node}RUN npm i -g some-tool`,
    unknown: ["/usr/local/bin/nodemon", "/usr/local/bin/some-tool"],
    absent: ["/usr/bin/nodemon"],
  },
  {
    title: "another prefix, by a variable or a setting",
    dockerfile: `${node}ENV NPM_CONFIG_PREFIX=/home/node/.npm-global\nRUN npm i -g serve
ENV NPM_CONFIG_PREFIX=
RUN npm config set prefix /opt/npm && npm i -g nodemon`,
    present: ["/home/node/.npm-global/bin/serve", "/opt/npm/bin/nodemon"],
    absent: ["/usr/local/bin/serve", "/usr/local/bin/nodemon"],
  },
  {
    title: "the npm of a distribution has a prefix that is not told",
    dockerfile: `FROM alpine:3.20\nRUN apk add --no-cache nodejs npm && npm i -g nodemon`,
    unknown: ["/usr/local/bin/nodemon", "/usr/bin/nodemon"],
    absent: ["/opt/nodemon"],
  },
  {
    title: "npx runs what it names",
    dockerfile: `${node}COPY . .\nRUN npx --yes prisma generate && npx -y create-anything`,
    context,
    unknown: ["/app/generated", "/srv/x"],
    present: ["/app/package.json"],
  },
  {
    title: "questions and settings change nothing",
    dockerfile: `${node}RUN npm cache clean --force && npm config set fund false && npm -v && npm ls || true`,
    absent: ["/usr/local/bin/nodemon", "/app/x"],
  },
]);
