import { connect as connectTo } from "./connect.ts";
import type { DockerPart } from "./engine.ts";

/** The one thing that the bundle `dist/docker.js` shows. */
export const connect: DockerPart["connect"] = connectTo;
