import { applicationPrograms } from "../programs.ts";
import { pythonPrograms } from "./console-scripts.ts";

/** The programs of npm packages, where they are not called like their package: `bin` in their manifests. */
const programs: Readonly<Record<string, string>> = {
  "@angular/cli": "ng",
  "@babel/cli": "babel",
  "@babel/node": "babel-node",
  "@biomejs/biome": "biome",
  "@docusaurus/core": "docusaurus",
  "@graphql-codegen/cli": "graphql-codegen graphql-code-generator",
  "@ionic/cli": "ionic",
  "@mapbox/node-pre-gyp": "node-pre-gyp",
  "@medusajs/cli": "medusa",
  "@nestjs/cli": "nest",
  "@playwright/test": "playwright",
  "@react-router/dev": "react-router",
  "@react-router/serve": "react-router-serve",
  "@remix-run/dev": "remix",
  "@remix-run/serve": "remix-serve",
  "@sentry/cli": "sentry-cli",
  "@strapi/strapi": "strapi",
  "@sveltejs/kit": "svelte-kit",
  "@swc/cli": "swc spack",
  "@tailwindcss/cli": "tailwindcss",
  "@vercel/ncc": "ncc",
  "@vue/cli": "vue",
  "@vue/cli-service": "vue-cli-service",
  "aws-cdk": "cdk",
  bun: "bun bunx",
  concurrently: "concurrently conc",
  copyfiles: "copyfiles copyup",
  corepack: "corepack pnpm pnpx yarn yarnpkg",
  "cross-env": "cross-env cross-env-shell",
  "dotenv-cli": "dotenv",
  "firebase-tools": "firebase",
  "gatsby-cli": "gatsby",
  "grunt-cli": "grunt",
  "gulp-cli": "gulp",
  less: "lessc",
  "local-web-server": "ws",
  "netlify-cli": "netlify ntl",
  npm: "npm npx",
  "npm-run-all": "npm-run-all run-s run-p",
  "npm-run-all2": "npm-run-all run-s run-p",
  nuxt: "nuxt nuxi",
  pm2: "pm2 pm2-dev pm2-docker pm2-runtime",
  pnpm: "pnpm pnpx",
  "postcss-cli": "postcss",
  "sequelize-cli": "sequelize sequelize-cli",
  serverless: "serverless sls",
  "sirv-cli": "sirv",
  "ts-node": "ts-node ts-node-esm ts-node-script ts-node-transpile-only",
  "ts-node-dev": "ts-node-dev tsnd",
  typescript: "tsc tsserver",
  vercel: "vercel vc",
  yarn: "yarn yarnpkg",
};

/** Of Go, Ruby, PHP, Elixir and Java. */
const others =
  "air dlv swag goose rails puma unicorn rackup sidekiq bundle artisan composer mix iex mvn sbt".split(
    " ",
  );

const own = new Set(
  (
    "astro c8 cypress drizzle-kit env-cmd esbuild eslint expo forever gatsby gulp hardhat http-server " +
    "husky jest json-server knex lerna lighthouse live-server mocha n8n newman next node-gyp node-red " +
    "nodemon nx nyc oxlint parcel patch-package pino-pretty pkg playwright prettier prisma puppeteer " +
    "react-scripts rimraf rollup sass serve storybook strapi sucrase supervisor tsc-watch tsup tsx turbo " +
    "typeorm vite vitepress vitest vue-tsc wait-on webpack webpack-cli webpack-dev-server wrangler zx"
  ).split(" "),
);

/** Programs of applications that no package of npm brings. */
export const foreignPrograms: readonly string[] = [...applicationPrograms].filter((name) =>
  [...pythonPrograms, ...others].includes(name),
);

/** The programs that a package brings; undefined for one that nobody wrote down here. */
export function programsOf(name: string): readonly string[] | undefined {
  return own.has(name) ? [name] : programs[name]?.split(" ");
}

/** "pnpm@9", "@nestjs/cli@latest" → the name; undefined for folders, addresses and aliases. */
export function nodePackage(word: string | undefined): string | undefined {
  return /^((?:@[\w.-]+\/)?[\w][\w.-]*)(?:@[^/:]*)?$/.exec(word ?? "")?.[1];
}
