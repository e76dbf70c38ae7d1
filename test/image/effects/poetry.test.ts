import { table } from "./files.ts";

const python = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n";
const context = {
  "pyproject.toml": `[tool.poetry]
name = "x"
[tool.poetry.dependencies]
python = "^3.12"
fastapi = { version = "*", extras = ["standard"] }
[tool.poetry.group.dev.dependencies]
pytest = "*"
[tool.poetry.scripts]
run-it = "x:main"
`,
  "poetry.lock": `[[package]]
name = "fastapi"
version = "0.1"

[package.dependencies]
uvicorn = {version = "*", optional = true}

[[package]]
name = "uvicorn"
version = "0.30"

[[package]]
name = "pytest"
version = "8"
`,
};

table([
  {
    title: "in the project, where its settings say so",
    dockerfile: `${python}RUN poetry config virtualenvs.in-project true && poetry install --only main --no-root`,
    context,
    present: ["/app/.venv/bin/uvicorn", "/app/.venv/bin/fastapi", "/app/.venv/bin/python"],
    absent: ["/usr/local/bin/uvicorn", "/.venv"],
    unknown: ["/app/.venv/bin/pytest", "/app/.venv/bin/run-it"],
  },
  {
    title: "with everything, and in another folder",
    dockerfile: `${python}RUN cd / && POETRY_VIRTUALENVS_IN_PROJECT=1 poetry -C /app install`,
    context,
    present: ["/app/.venv/bin/pytest", "/app/.venv/bin/run-it"],
    absent: ["/.venv"],
    unknown: ["/app/.venv/bin/x"],
  },
  {
    title: "without an environment, beside the system's packages",
    dockerfile: `${python}ENV POETRY_VIRTUALENVS_CREATE=false\nRUN poetry install --no-interaction --no-ansi`,
    context,
    present: ["/usr/local/bin/uvicorn"],
    absent: ["/app/.venv", "/usr/local/bin/gunicorn"],
    unknown: ["/usr/local/bin/other"],
  },
  {
    title: "elsewhere, where nothing is set, or where a path is set",
    dockerfile: `${python}RUN poetry install && POETRY_VIRTUALENVS_PATH=/opt/venvs poetry install`,
    context,
    unknown: ["/root/.cache/pypoetry/virtualenvs/x/bin/uvicorn", "/opt/venvs/x"],
    absent: ["/app/.venv", "/usr/local/bin/uvicorn"],
    present: ["/app/pyproject.toml"],
  },
  {
    title: "an environment that is active is the one",
    dockerfile: `${python}ENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH
RUN python -m venv $VIRTUAL_ENV && poetry install --no-root`,
    context,
    present: ["/opt/venv/bin/uvicorn"],
    absent: ["/app/.venv", "/usr/local/bin/uvicorn"],
    unknown: ["/opt/venv/bin/run-it"],
  },
  {
    title: "what is exported is installed by pip in another stage",
    dockerfile: `FROM python:3.12-slim AS reqs\nWORKDIR /tmp\nCOPY . .
RUN pip install poetry && poetry export -f requirements.txt --without-hashes --output requirements.txt
FROM python:3.12-slim
COPY --from=reqs /tmp/requirements.txt .
RUN pip install -r requirements.txt`,
    context,
    present: ["/requirements.txt", "/usr/local/bin/uvicorn"],
    absent: ["/app", "/srv/x"],
    unknown: ["/usr/local/bin/other"],
  },
  {
    title: "its own installer",
    dockerfile: `FROM python:3.12-slim
RUN curl -sSL https://install.python-poetry.org | POETRY_HOME=/opt/poetry python3 - --version 1.8.2
RUN curl -sSL https://install.python-poetry.org | python3 -`,
    present: [
      "/opt/poetry/bin/poetry",
      "/root/.local/bin/poetry",
      "/root/.local/share/pypoetry/venv/bin/python",
    ],
    absent: ["/usr/local/bin/poetry", "/opt/x"],
    unknown: ["/opt/poetry/x"],
  },
]);
