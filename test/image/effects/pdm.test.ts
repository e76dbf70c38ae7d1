import { table } from "./files.ts";

const python = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n";
const context = {
  "pyproject.toml":
    '[project]\nname = "x"\ndependencies = ["uvicorn"]\n[tool.pdm.dev-dependencies]\ntest = ["pytest"]\n',
};

table([
  {
    title: "in the project",
    dockerfile: `${python}RUN pip install pdm && pdm install --prod --no-lock --no-editable`,
    context,
    present: ["/app/.venv/bin/uvicorn", "/app/.venv/bin/python"],
    absent: ["/app/venv"],
    unknown: ["/app/.venv/bin/pytest"],
  },
  {
    title: "without environments, wherever",
    dockerfile: `${python}RUN pdm config python.use_venv false && pdm sync --prod`,
    context,
    unknown: [
      "/app/.venv/bin/uvicorn",
      "/app/__pypackages__/3.12/bin/uvicorn",
      "/usr/local/bin/uvicorn",
    ],
    absent: ["/opt/uvicorn"],
    present: ["/app/pyproject.toml"],
  },
]);
