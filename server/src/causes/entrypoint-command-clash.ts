import { basename } from "../base/path.ts";
import type { Container } from "../project/project.ts";
import { defineCause, type Prediction } from "./cause.ts";

export const entrypointCommandClash = defineCause({
  id: "entrypoint-command-clash",
  title: "Entrypoint and command do not fit together",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction = onlyFlags(container) ?? repeated(container);
      if (prediction) yield prediction;
    }
  },

  *confirm({ container }) {
    const [program = "", first = ""] = container?.argv ?? [];
    if (!container) return;
    if (program.startsWith("-") && container.error) {
      yield {
        certainty: "certain",
        message: `the engine was asked to execute ${program}, which is an option: no entrypoint stands in front of it`,
        quotes: [{ probe: "start", text: container.error }],
      };
    } else if (
      container.exitCode !== 0 &&
      interpreters.test(basename(program)) &&
      program === first
    ) {
      yield {
        certainty: "certain",
        message: `the command repeats the entrypoint: ${program} is given ${first} as the file to run`,
        quotes: [{ probe: "inspect", text: `argv: ${container.argv.slice(0, 4).join(" ")}` }],
      };
    }
  },
});

/** A command that is all options, where no entrypoint takes them. */
function onlyFlags(container: Container): Prediction | undefined {
  const [first] = container.start?.words ?? [];
  if (!first?.text.startsWith("-") || first.file === "" || container.start?.shell) return undefined;
  return {
    at: first,
    certainty: "certain",
    message: `"${container.name}" has no entrypoint, so Docker looks for a program named ${first.text}: exec: "${first.text}": executable file not found in $PATH`,
    containers: [container],
  };
}

/** `ENTRYPOINT ["python"]` with `CMD ["python", "app.py"]`: python is given a file named python. */
function repeated(container: Container): Prediction | undefined {
  const { words, shell } = container.start ?? { words: [] };
  const [program, second] = words;
  if (shell || !program || !second || second.file === "" || words.length < 3) return undefined;
  // A path may well name a file or folder that is called like the program.
  const same = basename(program.text) === second.text || program.text === second.text;
  // The two have to come from two places: one list may well name a program twice.
  const between = container.image?.dockerfile.text.slice(program.end, second.start) ?? "";
  const apart = program.file !== second.file || between.includes("]");
  if (!same || !apart || !interpreters.test(basename(program.text))) return undefined;
  const next = words[2];
  return {
    at: second,
    certainty: "certain",
    message:
      `the entrypoint already starts ${program.text}, so it is given "${second.text}" as its first argument: ${program.text} ${second.text} ${next?.text ?? ""}`.trimEnd(),
    containers: [container],
    related: program.file === "" ? [] : [{ at: program, message: "the entrypoint" }],
    fixes:
      next && next.file === second.file
        ? [
            {
              title: `Leave out the second ${second.text}`,
              edits: [{ span: { ...second, end: next.start }, newText: "" }],
            },
          ]
        : [],
  };
}

/** Programs for which their own name is no argument that makes sense. */
const interpreters =
  /^(python[\d.]*|node|java|dotnet|ruby|php|gunicorn|uvicorn|celery|npm|yarn|nginx|flask|bundle|deno|bun|go)$/;
