import { join } from "node:path";
import { root } from "./root.mjs";
import { makeVsix } from "./vsix.mjs";

const file = join(root, "dockwright.vsix");
await makeVsix(root, file);
console.log(file);
