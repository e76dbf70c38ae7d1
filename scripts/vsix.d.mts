/** Packages the extension in a folder as a VSIX. */
export function makeVsix(folder: string, file: string): Promise<void>;
