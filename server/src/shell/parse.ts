import {
  type Command,
  type CompoundList,
  type DoubleQuotedChild,
  type PipelineNode,
  parse,
  type Statement,
  type Word as UnbashWord,
  type WordPart,
} from "unbash";
import type { Word } from "../base/text.ts";
import type { Part, Script, ShellWord, SimpleCommand, Step } from "./model.ts";

/** Never fails. A script that cannot be read gives undefined: anything may happen in it. */
export function parseScript(source: Word): Script | undefined {
  const script = parse(source.text);
  if (script.errors && script.errors.length > 0) return undefined;
  return statements(script.commands, true);

  function statements(list: readonly Statement[], certain: boolean): Step[] {
    return list.flatMap((statement) => {
      const steps = node(statement.command, certain, false);
      return statement.background ? steps.map(inBackground) : steps;
    });
  }

  function body(list: CompoundList | undefined, certain: boolean): Step[] {
    return list ? statements(list.commands, certain) : [];
  }

  function node(
    node: Statement["command"] | Extract<PipelineNode, { type: "Function" }>["body"],
    certain: boolean,
    piped: boolean,
  ): Step[] {
    switch (node.type) {
      case "Command":
        return [command(node, certain, piped)];
      case "AndOr": {
        let sure = certain;
        return node.commands.flatMap((part, i) => {
          if (node.operators[i - 1] === "||" || isTest(node.commands[i - 1])) sure = false;
          return pipeline(part, sure);
        });
      }
      case "Pipeline":
        return pipeline(node, certain);
      case "Subshell":
        return [{ kind: "subshell", steps: body(node.body, certain) }];
      case "BraceGroup":
        return body(node.body, certain);
      case "CompoundList":
        return body(node, certain);
      case "Redirected":
        return pipeline(node.command, certain);
      case "If":
        return [
          ...body(node.clause, certain),
          ...body(node.then, false),
          ...node.elif.flatMap((elif) => [...body(elif.clause, false), ...body(elif.then, false)]),
          ...body(node.else, false),
        ];
      case "For":
      case "Select":
      case "ArithmeticFor":
        return body(node.body, false);
      case "While":
        return [...body(node.clause, certain), ...body(node.body, false)];
      case "Case":
        return node.items.flatMap((item) => body(item.body, false));
      case "Function":
        return pipeline(node.body, false);
      case "Coproc":
        return pipeline(node.body, false);
      default:
        return [];
    }
  }

  function pipeline(part: Parameters<typeof node>[0], certain: boolean): Step[] {
    if (part.type !== "Pipeline") return node(part, certain, false);
    return part.commands.flatMap((command, i) => {
      const steps = node(command, certain, i > 0);
      // Each part of a pipeline is a process of its own.
      return steps.length === 1 ? steps : [{ kind: "subshell" as const, steps }];
    });
  }

  function command(node: Command, certain: boolean, piped: boolean): Step {
    const words = node.name ? [word(node.name)] : [];
    for (const argument of node.args) {
      words.push(
        argument.type === "Word"
          ? word(argument)
          : { ...place(argument), text: argument.text, parts: assigned(argument) },
      );
    }
    const assignments = node.prefix.flatMap((prefix) =>
      prefix.type === "Assignment"
        ? [
            {
              name: prefix.name,
              value: prefix.value.type === "Word" ? word(prefix.value) : undefined,
            },
          ]
        : [],
    );
    const redirects: SimpleCommand["redirects"] = node.redirects.flatMap((redirect) =>
      redirect.type === "Redirect"
        ? [{ operator: redirect.operator, target: redirect.target && word(redirect.target) }]
        : [],
    );
    return { kind: "command", ...place(node), words, assignments, redirects, certain, piped };
  }

  /** `export A=b`: an assignment that is an argument. */
  function assigned(argument: Extract<Command["args"][number], { type: "Assignment" }>) {
    if (argument.value.type !== "Word") return undefined;
    const value = partsOf(argument.value);
    return value && [{ kind: "text" as const, text: `${argument.name}=` }, ...value];
  }

  function word(node: UnbashWord): ShellWord {
    return { ...place(node), text: node.text, parts: partsOf(node) };
  }

  function place({ pos, end }: { pos: number; end: number }) {
    return { file: source.file, start: source.start + pos, end: source.start + end };
  }
}

function inBackground(step: Step): Step {
  return step.kind === "command"
    ? { ...step, background: true }
    : { ...step, steps: step.steps.map(inBackground) };
}

function isTest(node: PipelineNode | undefined): boolean {
  if (node?.type === "TestCommand") return true;
  return node?.type === "Command" && /^(\[|test|grep|command|which)$/.test(node.name?.text ?? "");
}

function partsOf(node: UnbashWord): readonly Part[] | undefined {
  if (!node.parts) return [{ kind: "text", text: node.value }];
  return all(node.parts);
}

function all(parts: readonly (WordPart | DoubleQuotedChild)[]): readonly Part[] | undefined {
  const out: Part[] = [];
  for (const part of parts) {
    const read = partOf(part);
    if (!read) return undefined;
    out.push(...read);
  }
  return out;
}

function partOf(part: WordPart | DoubleQuotedChild): readonly Part[] | undefined {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return [{ kind: "text", text: part.value }];
    case "DoubleQuoted":
      return all(part.parts);
    case "Glob":
    case "BraceExpansion":
      return [{ kind: "glob", text: part.text }];
    case "SimpleExpansion":
      return /^\$[A-Za-z_]\w*$/.test(part.text)
        ? [{ kind: "variable", name: part.text.slice(1) }]
        : undefined;
    case "ParameterExpansion": {
      const { operation, parameter, prefix, index } = part;
      if (prefix || index) return undefined;
      if (!operation) return [{ kind: "variable", name: parameter }];
      if (operation.type !== "Default" || !/^:?[-=]$/.test(operation.operator)) return undefined;
      const otherwise = partsOf(operation.operand);
      return otherwise && [{ kind: "variable", name: parameter, otherwise }];
    }
    default:
      return undefined;
  }
}
