import { table } from "./files.ts";

const python = "FROM python:3.12-slim\nWORKDIR /app\n";
const context = {
  "pyproject.toml": `[project]
name = "x"
requires-python = ">=3.12"
dependencies = ["fastapi"]
[project.scripts]
run-it = "x:main"
[dependency-groups]
dev = ["pytest"]
[build-system]
requires = ["hatchling"]
`,
  "uv.lock": `[[package]]
name = "fastapi"
dependencies = [
    { name = "uvicorn" },
]

[[package]]
name = "uvicorn"

[[package]]
name = "pytest"
`,
};

table([
  {
    title: "sync fills the project's .venv, the project itself where it is built",
    dockerfile: `${python}COPY . .\nRUN uv sync --frozen --no-dev`,
    context,
    present: ["/app/.venv/bin/uvicorn", "/app/.venv/bin/run-it", "/app/.venv/bin/python"],
    absent: ["/usr/local/bin/uvicorn"],
    unknown: ["/app/.venv/bin/pytest"],
    facts: { "/app/.venv/bin/python": { kind: "symlink", target: "/usr/local/bin/python" } },
  },
  {
    title: "with its cache and its files mounted, without the project",
    dockerfile: `${python}ENV UV_PROJECT_ENVIRONMENT=/opt/env
RUN --mount=type=cache,target=/root/.cache/uv --mount=type=bind,source=uv.lock,target=uv.lock \\
  --mount=type=bind,source=pyproject.toml,target=pyproject.toml uv sync --locked --no-install-project`,
    context,
    present: ["/opt/env/bin/uvicorn", "/opt/env/bin/pytest"],
    absent: ["/app/.venv", "/app/uv.lock", "/usr/local/bin/uvicorn"],
    unknown: ["/opt/env/bin/run-it"],
  },
  {
    title: "into the system's Python",
    dockerfile: `${python}COPY . .
ENV UV_PROJECT_ENVIRONMENT=/usr/local
RUN uv sync && uv pip install --system gunicorn && UV_SYSTEM_PYTHON=1 uv pip install -r requirements.txt`,
    context: { ...context, "requirements.txt": "celery\n" },
    present: ["/usr/local/bin/uvicorn", "/usr/local/bin/gunicorn", "/usr/local/bin/celery"],
    absent: ["/app/.venv"],
    unknown: ["/usr/local/bin/other"],
  },
  {
    title: "pip of uv goes into the active environment, or the nearest one",
    dockerfile: `${python}RUN uv venv /opt/a && VIRTUAL_ENV=/opt/a uv pip install flask && uv venv && cd /app && uv pip install celery`,
    present: ["/opt/a/bin/flask", "/app/.venv/bin/celery"],
    absent: ["/usr/local/bin/flask"],
    unknown: ["/opt/a/bin/other"],
  },
  {
    title: "tools are linked into one folder",
    dockerfile: `${python}RUN uv tool install ruff && UV_TOOL_BIN_DIR=/usr/local/bin uv tool install poetry==1.8`,
    present: [
      "/root/.local/bin/ruff",
      "/usr/local/bin/poetry",
      "/root/.local/share/uv/tools/ruff/bin/ruff",
    ],
    absent: ["/opt/ruff", "/app/bin/poetry"],
    unknown: ["/root/.local/bin/poetry"],
  },
  {
    title: "on an image without Python the interpreter is one of uv's own",
    dockerfile: `FROM debian:12-slim\nWORKDIR /app\nCOPY . .\nRUN uv sync --python 3.13`,
    context,
    present: ["/app/.venv/bin/python"],
    unknown: ["/root/.local/share/uv/python/x"],
    absent: ["/usr/bin/uvicorn"],
    facts: {
      "/app/.venv/bin/python": {
        kind: "symlink",
        target: "/root/.local/share/uv/python/cpython-3.13/bin/python3.13",
      },
    },
  },
  {
    title: "so it is where another version is asked for, or its own are preferred",
    dockerfile: `${python}COPY . .\nENV UV_PYTHON_INSTALL_DIR=/python
RUN uv venv --python 3.11 /a && uv sync --managed-python && uv venv --python 3.12 /b`,
    context,
    facts: {
      "/a/bin/python": { target: "/python/cpython-3.11/bin/python3.11" },
      "/app/.venv/bin/python": { target: "/python/cpython/bin/python3" },
      "/b/bin/python": { target: "/usr/local/bin/python" },
    },
  },
  {
    title: "its installer puts it into the home, or where it is told to",
    dockerfile: `${python}RUN curl -LsSf https://astral.sh/uv/install.sh | env UV_INSTALL_DIR=/usr/local/bin sh
RUN wget -qO- https://astral.sh/uv/0.7.2/install.sh | sh
ADD https://astral.sh/uv/install.sh /uv-installer.sh
RUN sh /uv-installer.sh && rm /uv-installer.sh`,
    present: ["/root/.local/bin/uv", "/root/.local/bin/uvx"],
    absent: ["/uv-installer.sh", "/opt/uv"],
    unknown: ["/root/.profile"],
  },
]);
