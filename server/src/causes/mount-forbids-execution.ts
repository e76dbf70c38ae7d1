import { isWithin } from "../base/path.ts";
import { broken } from "../launch/chain.ts";
import { recordedChains } from "../launch/recorded.ts";
import { defineCause } from "./cause.ts";
import { proof, withoutMount } from "./proof.ts";
import { startQuotes } from "./quotes.ts";

export const mountForbidsExecution = defineCause({
  id: "mount-forbids-execution",
  title: "The mount forbids execution",
  severity: "error",

  *confirm(evidence) {
    const { container, image } = recordedChains(evidence);
    const program = (container ?? image)?.steps[0];
    if (!program || !evidence.container?.error || (container && broken(container))) return;
    if (!/permission denied|executable file not found/.test(evidence.container.error)) return;
    for (const { command, output } of evidence.shell?.answers ?? []) {
      if (!command.includes("mountinfo")) continue;
      const line = output.split("\n").find((text) => {
        const [, , , , target = "", options = ""] = text.split(" ");
        return (
          target !== "/" && isWithin(program.path, target) && options.split(",").includes("noexec")
        );
      });
      if (!line) continue;
      yield {
        certainty: "certain",
        message: `${program.absolute} lies in a mount with the option noexec: nothing in it may be executed`,
        quotes: [
          ...startQuotes(evidence),
          { probe: "shell", text: `$ ${command}\n${line}` },
          ...proof(evidence, ...withoutMount(line.split(" ")[4])),
        ],
      };
      return;
    }
  },
});
