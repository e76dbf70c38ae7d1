import type { Edit, Span } from "../base/text.ts";
import type { ComposeFile, Service } from "../compose/model.ts";

/** An option that cannot be had, whatever the machine: compose, the engine or its runtime refuses it. */
export interface Refusal {
  readonly at: Span;
  /** What is asked, and what is allowed. */
  readonly message: string;
  /** The words in which it is refused, up to "…" where they go on with what the machine has. */
  readonly said: string;
  /** Certain where nothing is said: every engine refuses it. */
  readonly certainty?: "likely" | "possible";
  readonly fix?: { readonly title: string; readonly edits: readonly Edit[] };
}

/** What one kind of options of a service is refused for. */
export type Rule = (service: Service, composeFile: ComposeFile) => Iterable<Refusal>;
