import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import {
  checkRepository,
  firstFixes,
  type Repository,
  readRepository,
  summary,
} from "./harness/repository.ts";

/** The user's first state: four causes, each enough by itself, on the lines where they stand. */
const first = {
  from: "backend/Dockerfile:33 copy-without-from",
  overwrites: "backend/Dockerfile:36 copy-overwrites-dependencies",
  mount: "docker-compose.yml:7 mount-hides-program",
};

/** What the user tried in place of the CMD, and what is then found at its line. */
const tried = [
  {
    name: "as it was given",
    command: 'CMD ["/app/.venv/bin/uvicorn", "main:app", "--host", "0.0.0.0", "--port", "8000"]',
    found: ["module-missing"],
  },
  {
    name: "ENV PATH and the bare name",
    command: 'ENV PATH="/app/.venv/bin:$PATH"\nCMD ["uvicorn", "main:app", "--port", "8000"]',
    found: ["module-missing"],
  },
  {
    name: "the bare name without ENV PATH",
    command: 'CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]',
    found: ["program-not-on-path", "module-missing"],
  },
  {
    name: "the bare name in shell form",
    command: "CMD uvicorn main:app --host 0.0.0.0",
    found: ["script-command-missing", "module-missing"],
  },
  {
    name: "poetry run",
    command: 'CMD ["poetry", "run", "uvicorn", "main:app", "--host", "0.0.0.0"]',
    found: ["program-left-in-stage", "module-missing"],
  },
  {
    name: "the environment's python -m uvicorn",
    command: 'CMD ["/app/.venv/bin/python", "-m", "uvicorn", "main:app"]',
    found: ["module-missing"],
  },
  {
    name: "the system's python -m uvicorn",
    command: 'CMD ["python", "-m", "uvicorn", "main:app"]',
    found: ["module-missing", "module-missing"],
  },
  {
    name: "an ENTRYPOINT instead",
    command: 'ENTRYPOINT ["/app/.venv/bin/uvicorn"]\nCMD ["main:app", "--port", "8000"]',
    found: ["module-missing"],
  },
];

describe("the first state", () => {
  for (const { name, command, found } of tried) {
    test(name, async () => {
      const repository = await withCommand("fastapi-poetry", command);
      const line = 43 + command.split("\n").length - 1;
      assert.deepEqual(summary(repository, checkRepository(repository)), [
        first.from,
        first.overwrites,
        ...found.map((cause) => `backend/Dockerfile:${line} ${cause}`),
        first.mount,
      ]);
    });

    test(`${name}: quick fixes alone mend it`, async () => {
      const repository = await withCommand("fastapi-poetry", command);
      assert.deepEqual(checkRepository(mended(repository)), []);
    });
  }

  test("each finding says that the others remain", async () => {
    const repository = await readRepository(project("fastapi-poetry"));
    for (const { cause, related = [] } of checkRepository(repository)) {
      const others = related.filter(({ message }) => message.includes("mending one is not enough"));
      assert.equal(others.length, 3, cause.id);
    }
  });

  test("without a .venv on the host nothing is overwritten", async () => {
    const repository = await readRepository(project("fastapi-poetry"));
    const entries = new Map(
      [...repository.listing.entries].filter(([path]) => !path.includes(".venv")),
    );
    const clean = { ...repository, listing: { ...repository.listing, entries } };
    const found = summary(clean, checkRepository(clean));
    assert.deepEqual(found, [first.from, "backend/Dockerfile:43 module-missing", first.mount]);
  });
});

describe("the second state", () => {
  test("the mount alone is responsible", async () => {
    const repository = await readRepository(project("fastapi-poetry-mount-only"));
    const findings = checkRepository(repository);
    assert.deepEqual(summary(repository, findings), [first.mount]);
    const [finding] = findings;
    assert.match(finding?.message ?? "", /hides \/app\/\.venv\/bin\/python/);
    assert.match(finding?.message ?? "", /line 6 of Dockerfile/);
    assert.deepEqual(
      finding?.fixes?.map(({ title }) => title),
      ["Keep /app/.venv of the image: add an anonymous volume", "Mount only the source: app"],
    );
  });

  for (const fix of [0, 1]) {
    test(`its ${fix === 0 ? "first" : "second"} fix mends it`, async () => {
      const repository = await readRepository(project("fastapi-poetry-mount-only"));
      const findings = checkRepository(repository).map((finding) => ({
        ...finding,
        fixes: finding.fixes?.slice(fix, fix + 1) ?? [],
      }));
      const texts = new Map([...repository.texts, ...firstFixes(repository, findings)]);
      assert.deepEqual(checkRepository({ ...repository, texts }), []);
    });
  }
});

function project(name: string): string {
  return join(import.meta.dirname, "projects", name);
}

async function withCommand(name: string, command: string): Promise<Repository> {
  const repository = await readRepository(project(name));
  const path = "backend/Dockerfile";
  const text = repository.texts.get(path) ?? "";
  const changed = text.replace(/^CMD .*$/m, () => command);
  return { ...repository, texts: new Map([...repository.texts, [path, changed]]) };
}

/** Applies the first fix of each finding until none is left, as `check --fix` does. */
function mended(repository: Repository): Repository {
  let current = repository;
  for (let round = 0; round < 5; round++) {
    const fixed = firstFixes(current, checkRepository(current));
    if (fixed.size === 0) break;
    current = { ...current, texts: new Map([...current.texts, ...fixed]) };
  }
  return current;
}
