import type { Edit, Span, Word } from "../base/text.ts";
import type { Evidence, Quote } from "../evidence.ts";
import type { Container, Project } from "../project/project.ts";

/** One reason why a container does not start: the word that both halves of the product speak. */
export interface Cause<Id extends string = string> {
  /** Completes "it did not start because of …"; also the diagnostic code and the name of its page. */
  readonly id: Id;
  readonly title: string;
  /** How bad it is; how sure a finding is, it says itself. */
  readonly severity: "error" | "warning" | "information";
  /** Finds the source that will make a container fail this way. */
  predict?(project: Project): Iterable<Prediction>;
  /** Recognises, in what Docker said, that a container did fail this way. */
  confirm?(evidence: Evidence, project: Project): Iterable<Finding>;
  /** The fact that shows that it was not this; undefined where nothing shows it. */
  exclude?(evidence: Evidence, project: Project): string | undefined;
}

export interface Finding {
  /** What is wrong, here, in the user's own names, then the consequence. */
  readonly message: string;
  readonly certainty: "certain" | "likely" | "possible";
  readonly at?: Span;
  readonly quotes?: readonly Quote[];
  readonly related?: readonly { readonly at: Span; readonly message: string }[];
  readonly fixes?: readonly Fix[];
}

export interface Prediction extends Finding {
  readonly at: Span;
  /** The containers that it keeps from starting. */
  readonly containers?: readonly Container[];
  /** They are started all the same, and something else is wrong with them. */
  readonly starts?: true;
}

export interface Fix {
  /** A verb phrase. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

export function defineCause<const Id extends string>(cause: Cause<Id>): Cause<Id> {
  return cause;
}

export function replace(word: Word, newText: string, title: string): Fix {
  return { title, edits: [{ span: word, newText }] };
}

export function insert(file: string, at: number, newText: string, title: string): Fix {
  return { title, edits: [{ span: { file, start: at, end: at }, newText }] };
}
