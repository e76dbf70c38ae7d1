import { table } from "./files.ts";

const python = "FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n";
const context = {
  Pipfile: '[packages]\ngunicorn = "*"\n[dev-packages]\npytest = "*"\n',
  "Pipfile.lock": '{"default": {"flask": {}}, "develop": {}}',
};

table([
  {
    title: "beside the system's packages",
    dockerfile: `${python}RUN pip install pipenv && pipenv install --deploy --system --ignore-pipfile`,
    context,
    present: ["/usr/local/bin/gunicorn", "/usr/local/bin/flask", "/usr/local/bin/pipenv"],
    absent: ["/app/.venv"],
    unknown: ["/usr/local/bin/pytest"],
  },
  {
    title: "in the project",
    dockerfile: `${python}RUN PIPENV_VENV_IN_PROJECT=1 pipenv sync --dev`,
    context,
    present: ["/app/.venv/bin/gunicorn", "/app/.venv/bin/pytest"],
    absent: ["/usr/local/bin/gunicorn"],
    unknown: ["/app/.venv/bin/x"],
  },
  {
    title: "elsewhere",
    dockerfile: `${python}RUN pipenv install || true`,
    context,
    unknown: ["/root/.local/share/virtualenvs/x"],
    absent: ["/app/.venv", "/usr/local/bin/gunicorn"],
  },
]);
