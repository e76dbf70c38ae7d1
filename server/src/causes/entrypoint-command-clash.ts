import { basename } from "../base/path.ts";
import type { ContainerEvidence } from "../evidence.ts";
import { containerOf } from "../project/match.ts";
import type { Container } from "../project/project.ts";
import { defineCause, type Finding, type Prediction } from "./cause.ts";
import { swallowed } from "./swallowed-command.ts";

export const entrypointCommandClash = defineCause({
  id: "entrypoint-command-clash",
  title: "Entrypoint and command do not fit together",
  severity: "error",

  *predict({ containers }) {
    for (const container of containers) {
      const prediction = predictionFor(container);
      if (prediction) yield prediction;
    }
  },

  *confirm(evidence, project) {
    const { container } = evidence;
    if (!container) return;
    const known = containerOf(evidence, project);
    const prediction = known && predictionFor(known);
    const finding = recognised(container);
    const argv = { probe: "inspect", text: `argv: ${container.argv.slice(0, 5).join(" ")}` };
    if (finding) yield { ...finding, ...prediction, certainty: "certain" };
    // The very same argv came to its end, as the source says that it will.
    else if (prediction && container.status === "exited" && !container.error) {
      yield { ...prediction, certainty: "certain", quotes: [argv] };
    }
  },
});

function predictionFor(container: Container): Prediction | undefined {
  return onlyFlags(container) ?? repeated(container) ?? swallowed(container);
}

/** What the argv of a container tells by itself. */
function recognised({ argv, error, exitCode }: ContainerEvidence): Finding | undefined {
  const [program = "", first = "", second = ""] = argv;
  const quotes = [{ probe: "inspect", text: `argv: ${argv.slice(0, 4).join(" ")}` }];
  if (program.startsWith("-") && error) {
    return {
      certainty: "certain",
      message: `the engine was asked to execute ${program}, which is an option: no entrypoint stands in front of it`,
      quotes: [{ probe: "start", text: error }],
    };
  }
  if (exitCode === 0 || !interpreters.test(basename(program))) return undefined;
  if (program === first) {
    return {
      certainty: "certain",
      message: `the command repeats the entrypoint: ${program} is given ${first} as the file to run`,
      quotes,
    };
  }
  if (!/^\/\S*\/(sh|bash)$/.test(first) || second !== "-c") return undefined;
  return {
    certainty: "certain",
    message: `the command is one for a shell, and the entrypoint got it as its arguments: ${argv.slice(0, 4).join(" ")}`,
    quotes,
  };
}

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
