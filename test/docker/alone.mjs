// node alone.mjs DOCKER.JS TARGET: one diagnosis in a process of its own, as an editor holds it, and what it took.
import { createRequire } from "node:module";
import { homedir } from "node:os";

const [bundle, target] = process.argv.slice(2);
const { connect } = createRequire(import.meta.url)(bundle);
const engine = await connect({ environment: process.env, home: homedir() });
const began = performance.now();
const signal = new AbortController().signal;
const options = { experiments: true, progress: () => {}, signal };
const evidence = await engine.collect(JSON.parse(target), options);
const ms = performance.now() - began;
// In KB: getrusage(2).
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ evidence, ms, megabytes }), () => process.exit());
