/** The path of a Docker Compose, version 2 or later, that is installed; undefined where there is none. */
export function composeProgram(): string | undefined;
