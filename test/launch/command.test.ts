import assert from "node:assert/strict";
import { test } from "node:test";
import { understand } from "../../server/src/launch/command.ts";

/** The words that are executed, and what the last of them is given. */
function read(line: string) {
  const argv = line.split(" ");
  const { programs, module, application, file } = understand(argv);
  return {
    programs: programs.map((index) => argv[index]),
    ...(module && { module: module.name }),
    ...(application && { application: `${application.module}:${application.attribute}` }),
    ...(file && { file: argv[file.index] }),
  };
}

const cases: readonly [line: string, expected: ReturnType<typeof read>][] = [
  ["uvicorn app.main:app --port 80", { programs: ["uvicorn"], application: "app.main:app" }],
  [
    "gunicorn -b 0.0.0.0:8000 shop.wsgi:application",
    { programs: ["gunicorn"], application: "shop.wsgi:application" },
  ],
  ["gunicorn --bind host:app shop:app", { programs: ["gunicorn"], application: "shop:app" }],
  ["tini -- uvicorn main:app", { programs: ["tini", "uvicorn"], application: "main:app" }],
  ["dumb-init node server.js", { programs: ["dumb-init", "node"], file: "server.js" }],
  ["gosu app:app python -u run.py", { programs: ["gosu", "python"], file: "run.py" }],
  [
    "env A=b C=d nice node --inspect=0 dist/main",
    { programs: ["env", "nice", "node"], file: "dist/main" },
  ],
  ["poetry run uvicorn main:app", { programs: ["poetry", "uvicorn"], application: "main:app" }],
  ["uv run --no-sync --package api fastapi run", { programs: ["uv", "fastapi"] }],
  ["poetry install", { programs: ["poetry"] }],
  [
    "python -m uvicorn main:app",
    { programs: ["python"], module: "uvicorn", application: "main:app" },
  ],
  ["python3.11 -X dev -m shop.worker", { programs: ["python3.11"], module: "shop.worker" }],
  ["python -c print()", { programs: ["python"] }],
  ["node -r dotenv/config index.js", { programs: ["node"], file: "index.js" }],
  ["node -e 1", { programs: ["node"] }],
  ["java -Xmx1g -jar /app/app.jar --x", { programs: ["java"], file: "/app/app.jar" }],
  ["dotnet Shop.dll", { programs: ["dotnet"], file: "Shop.dll" }],
  ["dotnet run", { programs: ["dotnet"] }],
  ["sh -e /entrypoint.sh", { programs: ["sh"], file: "/entrypoint.sh" }],
  ["sh -c ls", { programs: ["sh"] }],
];

for (const [line, expected] of cases) {
  test(line, () => assert.deepEqual(read(line), expected));
}

test("what is said to hand over is looked through", () => {
  const argv = ["/entrypoint.sh", "node", "a.js"];
  const { programs, file } = understand(argv, (program) => program === "/entrypoint.sh");
  assert.deepEqual([programs, file?.index], [[0, 1], 2]);
});
