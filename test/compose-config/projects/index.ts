import { elsewhere } from "./elsewhere.ts";
import { forms } from "./forms.ts";
import { interpolation } from "./interpolation.ts";
import { merging } from "./merging.ts";
import type { TestProjects } from "./project.ts";

/** Projects for every rule by which compose reads and merges its files. */
export const projects: TestProjects = { ...forms, ...interpolation, ...merging, ...elsewhere };
