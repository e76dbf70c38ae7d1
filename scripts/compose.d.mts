/** The path of a Docker Compose, version 2 or later, that is installed; undefined where there is none. */
export function composeProgram(): string | undefined;

/** The same; it is installed where it is missing and this process may do so, else an error says what is. */
export function compose(options?: { readonly log?: (message: string) => void }): Promise<string>;
