import { basename } from "../base/path.ts";
import type { Span } from "../base/text.ts";
import type { Stage } from "../dockerfile/model.ts";
import { readPyproject } from "../image/effects/pyproject.ts";
import { look } from "../image/filesystem.ts";
import type { Image } from "../image/image.ts";
import { libraryPath, type SharedLibrary, sharedLibraries } from "../image/libraries.ts";
import type { Container } from "./project.ts";
import { startOf } from "./start.ts";

/** A package of Python that loads a shared library of the distribution, which the container does not have. */
export interface MissingLibrary {
  readonly package: string;
  readonly library: SharedLibrary;
  readonly words: string;
  /** How the distribution of the image installs packages. */
  readonly family: "apt" | "apk";
  /** The RUN that installs the package, and its stage. */
  readonly by: Span;
  readonly stage: Stage;
}

/** Packages whose wheels, or whose sources, leave the library to the distribution (their own documentation). */
const packages: readonly { name: string; asked: RegExp; library: string; words?: string }[] = [
  { name: "psycopg2", asked: /^psycopg2(?![-\w])/, library: "libpq.so.5" },
  {
    name: "psycopg",
    asked: /^psycopg(?![-\w])(?!\[[^\]]*(binary|c)\b)/,
    library: "libpq.so.5",
    words: "ImportError: no pq wrapper available",
  },
  { name: "mysqlclient", asked: /^mysqlclient(?![-\w])/, library: "libmariadb.so.3" },
  { name: "opencv-python", asked: /^opencv-(contrib-)?python(?![-\w])/, library: "libGL.so.1" },
  {
    name: "python-magic",
    asked: /^python-magic(?![-\w])/,
    library: "libmagic.so.1",
    words: "ImportError: failed to find libmagic",
  },
];

/** The first such package; undefined where the program is none of Python's, or where a library may be there. */
export function missingLibrary(container: Container): MissingLibrary | undefined {
  const { image, base, filesystem, environment } = container;
  const start = startOf(container);
  const runsPython = start?.module || start?.application || start?.file?.interpreter === "python";
  if (!image || !base?.python || !runsPython || environment.has("LD_LIBRARY_PATH"))
    return undefined;
  if (start.programs.some(({ container }) => container.outcome === "broken")) return undefined;
  if (base.distribution !== "debian" && base.distribution !== "alpine") return undefined;
  const family = base.distribution === "debian" ? "apt" : "apk";
  const asked = requirementsOf(container);
  for (const { name, asked: pattern, library: soname, words } of packages) {
    const library = sharedLibraries.find(({ name }) => name === soname);
    const by = asked.find(({ line }) => pattern.test(line));
    // The wheels of a sister package bring it along.
    if (!library || !by || asked.some(({ line }) => line.startsWith(`${name}-binary`))) continue;
    if (look(filesystem, libraryPath(family, soname)).fact.kind !== "absent") continue;
    return {
      package: name,
      library,
      words: words ?? `ImportError: ${soname}: cannot open shared object file`,
      family,
      by: by.at,
      stage: by.stage,
    };
  }
  return undefined;
}

interface Asked {
  /** One requirement (PEP 508), in small letters. */
  readonly line: string;
  readonly at: Span;
  readonly stage: Stage;
}

/** What the Dockerfile has pip install, by name or by the files of requirements that it names. */
function requirementsOf({ image }: Container): Asked[] {
  return (image?.dockerfile.stages ?? []).flatMap((stage) =>
    stage.instructions.flatMap((instruction): Asked[] => {
      if (instruction.kind !== "RUN") return [];
      const { span } = instruction;
      const text = image?.dockerfile.text.slice(span.start, span.end) ?? "";
      const whole =
        /\b(poetry\s+install|uv\s+sync|pdm\s+(install|sync)|pip3?\s+install\s+(-e\s+)?["']?\.["']?(\s|$))/;
      const own = whole.test(text)
        ? textsOf("pyproject.toml", image).flatMap((toml) => readPyproject(toml).main)
        : [];
      const calls = [...text.matchAll(/\bpip3?\s+(?:install|wheel)\b([^&;|]*)/g)];
      const named = calls.flatMap(([, words = ""]) => [
        ...words.split(/[\s\\]+/).map((word) => word.replace(/^["']|["']$/g, "")),
        ...[...words.matchAll(/(?:-r|--requirement)[=\s]*(\S+)/g)].flatMap(([, file = ""]) =>
          textsOf(basename(file), image).flatMap((text) => text.split("\n")),
        ),
      ]);
      return [...own, ...named].map((line) => ({
        line: line.trim().toLowerCase(),
        at: span,
        stage,
      }));
    }),
  );
}

/** The text of the only file of this name in the build context. */
function textsOf(name: string, image: Image | undefined): string[] {
  const entries = [...(image?.context.listing?.entries ?? [])];
  const files = entries.filter(([path, { kind }]) => kind === "file" && basename(path) === name);
  const [, only] = files.length === 1 ? (files[0] ?? []) : [];
  return only?.kind === "file" && only.text !== undefined ? [only.text] : [];
}
