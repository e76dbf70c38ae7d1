/**
 * Of several entries of one key the last, at the place of the first: how compose reads lists of ports, mounts
 * and the like. Entries without a key are all kept.
 */
export function lastOfEach<T>(list: readonly T[], keyOf: (entry: T) => string | undefined): T[] {
  const found = new Map<string | symbol, T>();
  for (const entry of list) found.set(keyOf(entry) ?? Symbol(), entry);
  return [...found.values()];
}
