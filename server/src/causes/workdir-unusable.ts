import { defineCause } from "./cause.ts";
import { refusal } from "./words.ts";

const said =
  /[Cc]annot mkdir: (\S+) is not a directory|chdir to cwd \("([^"]+)"\)|workdir "([^"]+)"|the working directory '([^']+)' is invalid|error during container init: mkdir (\S+): read-only/;

export const workdirUnusable = defineCause({
  id: "workdir-unusable",
  title: "The working directory cannot be used",
  severity: "error",

  *confirm(evidence) {
    const workdir = evidence.container?.workingDir;
    const onIt = refusal(
      evidence,
      /error mounting "[^"]+" to rootfs at "([^"]+)".*not a directory/,
    );
    const mounted =
      onIt && workdir && onIt.text.includes(`rootfs at "${workdir}"`) ? onIt : undefined;
    const quote = refusal(evidence, said) ?? mounted;
    if (!quote) return;
    const path = said.exec(quote.text)?.slice(1).find(Boolean) ?? evidence.container?.workingDir;
    yield {
      certainty: "certain",
      message: `${path} is the working directory, and it is no directory, may not be entered, or cannot be made`,
      quotes: [quote],
    };
  },
});
