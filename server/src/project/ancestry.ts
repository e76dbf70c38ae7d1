import type { Run, Stage } from "../dockerfile/model.ts";

/** A stage and those that it is built on by FROM, itself first. */
export function ancestry(stage: Stage, stages: readonly Stage[]): Stage[] {
  const base = stage.base.text.toLowerCase();
  const below = stages
    .slice(0, stage.index)
    .findLast(({ name }) => name?.text.toLowerCase() === base);
  return below ? [stage, ...ancestry(below, stages)] : [stage];
}

/** The RUNs of a stage that create this user. */
export function runsThatCreate(user: string, { instructions }: Stage): Run[] {
  const name = user.replace(/[^\w-]/g, "");
  const creates = new RegExp(`\\b(?:useradd|adduser)\\b[^&;|\\n]*[\\s"']${name}(?![\\w-])`);
  return instructions.flatMap((instruction) =>
    instruction.kind === "RUN" && runText(instruction).some((text) => creates.test(text))
      ? [instruction]
      : [],
  );
}

function runText({ command, heredocs }: Run): string[] {
  const text =
    command.form === "shell" ? command.text.text : command.words.map((word) => word.text).join(" ");
  return [text, ...heredocs.map(({ body }) => body.text)];
}
