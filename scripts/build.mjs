import { existsSync } from "node:fs";
import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { notices } from "./notices.mjs";
import { root } from "./root.mjs";

const bundles = [
  { entry: "client/src/vscode/extension.ts", out: "dist/extension.js" },
  { entry: "server/src/main.ts", out: "dist/server.js" },
  { entry: "client/src/terminal/main.ts", out: "dist/dockwright.js", program: true },
  { entry: "client/src/docker/main.ts", out: "dist/docker.js" },
];

// dockerode is most of what we ship, and most sessions never need it. So the part that talks to
// Docker stays a file of its own, which `await import("../docker/main.ts")` loads.
const dockerOnDemand = {
  name: "docker-on-demand",
  setup({ onResolve }) {
    onResolve({ filter: /\/docker\/main\.ts$/ }, ({ kind }) => {
      if (kind === "entry-point") return undefined;
      if (kind === "dynamic-import") return { path: "./docker.js", external: true };
      return { errors: [{ text: "docker/main.ts is loaded on demand: use await import(…)" }] };
    });
  },
};

// With this dockerode talks gRPC to BuildKit. We never build, and it is a third of what it brings.
const withoutBuilding = {
  name: "without-building",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/(session|buildkit)$/ }, ({ path, importer }) =>
      /[\\/]dockerode[\\/]lib[\\/]/.test(importer) ? { path, namespace: "left-out" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
  },
};

await rm(join(root, "dist"), { recursive: true, force: true });
const files = (await Promise.all(bundles.map(bundle))).flat();
await writeFile(join(root, "dist", "licences.txt"), await notices(files));

/** Gives the files that went into it. */
async function bundle({ entry, out, program }) {
  if (!existsSync(join(root, entry))) {
    console.log(`${entry} does not exist yet: no ${out}`);
    return [];
  }
  const outfile = join(root, out);
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The bundles are CommonJS, where require() finds its neighbour in every version of VS Code.
    supported: { "dynamic-import": false },
    external: ["vscode", "cpu-features", "*.node", "./docker.js"],
    plugins: [dockerOnDemand, withoutBuilding],
    minify: process.argv.includes("--production"),
    // They stand in one file for all.
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    ...(program ? { banner: { js: "#!/usr/bin/env node" } } : {}),
  });
  if (program) await chmod(outfile, 0o755);
  return Object.keys(metafile.inputs);
}
