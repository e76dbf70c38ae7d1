/** The path of a program on the PATH, or undefined. */
export function which(program: string): string | undefined;
