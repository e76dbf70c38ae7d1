import type { Span, Word } from "../base/text.ts";
import { plainReferences } from "../dockerfile/expand.ts";
import type { Instruction } from "../dockerfile/model.ts";
import type { State } from "./state.ts";

/**
 * Notes the words of an instruction that name an ARG which is declared elsewhere: there the builder expands
 * it to nothing. From here on the stage goes on as if it had been declared.
 */
export function noteOutOfScope(
  state: State,
  instruction: Instruction,
  globals: ReadonlyMap<string, string | undefined>,
): void {
  // An image that nobody knows may set the variable.
  if (!state.base && !state.config.envComplete) return;
  for (const word of pathsOf(instruction)) {
    for (const name of plainReferences(word.text)) {
      if (state.config.env.has(name) || state.args.has(name)) continue;
      // The official images set such variables, and not all of them are written down here.
      if (state.base && /_VERSION$/.test(name)) continue;
      const declared = declarationOf(state, name);
      if (!declared) continue;
      state.defects.push({ kind: "argument-out-of-scope", instruction, word, name, ...declared });
      state.args.set(name, declared.stage ? undefined : globals.get(name));
    }
  }
}

/** What decides where files come to lie. */
function pathsOf(instruction: Instruction): readonly Word[] {
  switch (instruction.kind) {
    case "COPY":
    case "ADD":
      return [
        ...instruction.sources,
        ...(instruction.destination ? [instruction.destination] : []),
      ];
    case "WORKDIR":
      return [instruction.value];
    default:
      return [];
  }
}

/** One before FROM says the value that the stage wants; else another stage does. */
function declarationOf({ dockerfile, stage }: State, name: string) {
  const declared = pairNamed(dockerfile.globalArgs, name);
  if (declared) return { declared, stage: undefined };
  for (const other of dockerfile.stages) {
    const inStage = other === stage ? undefined : pairNamed(other.instructions, name);
    if (inStage) return { declared: inStage, stage: other };
  }
  return undefined;
}

function pairNamed(instructions: readonly Instruction[], name: string): Span | undefined {
  for (const one of instructions) {
    if (one.kind !== "ARG") continue;
    const pair = one.pairs.find((pair) => pair.name.text === name);
    if (pair)
      return { file: one.span.file, start: pair.name.start, end: pair.value?.end ?? pair.name.end };
  }
  return undefined;
}
