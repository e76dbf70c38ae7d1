// The package's own declarations promise a default export that its CommonJS code does not have.
declare module "@balena/dockerignore" {
  function dockerignore(): dockerignore.Matcher;
  namespace dockerignore {
    interface Matcher {
      add(patterns: readonly string[]): Matcher;
      ignores(path: string): boolean;
    }
  }
  export = dockerignore;
}
