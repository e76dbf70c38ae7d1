import type { Project } from "../project/project.ts";
import type { Finding } from "../protocol.ts";
import { type Redact, redactor } from "../redact.ts";

/** A finding whose words may stand in a report or a log: they quote what the user wrote. */
export function masked(finding: Finding, redact: Redact): Finding {
  const { message, related, quotes, fixes } = finding;
  return {
    ...finding,
    message: redact(message),
    related: related.map(({ at, message }) => ({ at, message: redact(message) })),
    quotes: quotes.map(({ probe, text }) => ({ probe, text: redact(text) })),
    fixes: fixes.map(({ title, files }) => ({ title: redact(title), files })),
  };
}

const known = new WeakMap<Project, Redact>();

/** Masks what the project's own environments and build arguments hold of secrets. */
export function redactorOf(project: Project): Redact {
  const redact =
    known.get(project) ?? redactor(valuesIn(project).filter(isGuarded), tagsIn(project));
  known.set(project, redact);
  return redact;
}

function valuesIn({ containers }: Project): readonly string[] {
  return containers.flatMap(({ environment, service }) => [
    ...[...environment].map(([name, value = ""]) => `${name}=${value}`),
    ...[...(service?.build?.args ?? [])].map(([name, value]) => `${name}=${value?.text ?? ""}`),
  ]);
}

function tagsIn({ containers }: Project): readonly string[] {
  return containers.flatMap(({ service }) => service?.image?.text ?? []);
}

/** Nobody guards a plain word, and a message may need it: `POSTGRES_PASSWORD=postgres`. */
function isGuarded(variable: string): boolean {
  return !/=[A-Za-z]*([._-][A-Za-z]+)*$/.test(variable);
}
