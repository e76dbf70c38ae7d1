import { dirname, resolve } from "../../base/path.ts";
import type { Effect, Surroundings } from "./tool.ts";

/**
 * The path that is really meant: without a link on the way to it. `/bin/x` of an image whose /bin leads
 * to /usr/bin is `/usr/bin/x`, and only there it is found again. A link at the end stays.
 */
export function throughLinks(path: string, look: Surroundings["look"]): string {
  let done = "";
  let rest = path.split("/").filter(Boolean);
  for (let hops = 0; rest.length > 1; ) {
    const [name = "", ...after] = rest;
    const here = `${done}/${name}`;
    const { fact } = look(here);
    if (fact.kind === "symlink" && hops++ < 40) {
      rest = [
        ...resolve(done || "/", fact.target)
          .split("/")
          .filter(Boolean),
        ...after,
      ];
      done = "";
      continue;
    }
    done = here;
    rest = after;
  }
  return `${done}/${rest.join("/")}`;
}

/** The same with a link at the end followed as well. */
export function target(path: string, look: Surroundings["look"]): string {
  let at = throughLinks(path, look);
  for (let hops = 0; hops < 40; hops++) {
    const { fact } = look(at);
    if (fact.kind !== "symlink") break;
    at = throughLinks(resolve(dirname(at), fact.target), look);
  }
  return at;
}

/** An effect at the place where it really happens. */
export function* settled(effect: Effect, look: Surroundings["look"]): Iterable<Effect> {
  switch (effect.kind) {
    case "copy":
    case "mount": {
      const to = target(effect.to, look);
      yield { ...effect, to };
      if (to !== effect.to) yield { kind: "cloud", path: effect.to };
      return;
    }
    case "permissions":
      yield { ...effect, path: target(effect.path, look) };
      return;
    case "remove":
      yield { ...effect, path: throughLinks(effect.path, look) };
      return;
    case "cloud":
    case "write": {
      const through = effect.kind === "write" ? throughLinks : target;
      const path = through(effect.path, look);
      yield { ...effect, path };
      // Whoever asks for the path as it was written is told that nobody knows.
      if (path !== effect.path) yield { kind: "cloud", path: effect.path };
    }
  }
}
