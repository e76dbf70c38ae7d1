/** What the editor and the process itself have put there: a shell in which compose is called has its own. */
const ownBusiness = /^(VSCODE_|ELECTRON_|NODE_|npm_|CHROME_|PWD$|OLDPWD$|SHLVL$|_$|PATH$|TERM)/;

/** The variables that compose would most likely find where it is called from. */
export function shellEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(variables).flatMap(([name, value]) =>
      value === undefined || ownBusiness.test(name) ? [] : [[name, value]],
    ),
  );
}
