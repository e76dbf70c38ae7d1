import { dirname } from "../../base/path.ts";
import { anything, cloud, homeOf, placeOf, readArguments, type Tool } from "./tool.ts";

/** conda and its likes: environments below one root folder, or where `-p` says. */
export const conda: Tool = {
  commands: ["conda", "mamba", "micromamba"],
  *effect({ name, args }, world) {
    const { operands, values } = readArguments(args, [
      "-p",
      "--prefix",
      "-n",
      "--name",
      "-f",
      "--file",
      "-c",
      "--channel",
      "-r",
    ]);
    if (/^(clean|config|info|list|init|activate|deactivate|shell|search)$/.test(operands[0] ?? ""))
      return;
    if (operands[0] === "run") return yield anything;
    const prefix = values("-p", "--prefix").at(-1);
    const roots = [
      ...[
        world.variable("CONDA_DIR"),
        world.variable("MAMBA_ROOT_PREFIX"),
        world.variable("CONDA_PREFIX"),
      ],
      ...["/opt/conda", "/opt/miniconda3", "/opt/miniforge3", homeOf(world) ?? world.home],
      ...(name.includes("/") ? [dirname(dirname(name))] : []),
      ...(prefix === undefined ? [] : [placeOf(prefix, world) ?? "/"]),
    ];
    for (const path of roots) if (path !== undefined) yield cloud(path);
  },
};
