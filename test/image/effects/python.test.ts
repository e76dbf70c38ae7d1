import { table } from "./files.ts";

const python = "FROM python:3.12-slim\nWORKDIR /app\n";

table([
  {
    title: "questions change nothing",
    dockerfile: `${python}RUN python --version && python3 -c "import sys; print(sys.version)" && python -m compileall .`,
    absent: ["/srv/x", "/usr/local/bin/uvicorn"],
    present: ["/usr/local/bin/python"],
  },
  {
    title: "Django collects below the project or into folders for that, not among the programs",
    dockerfile: `${python}RUN SECRET_KEY=x python manage.py collectstatic --noinput`,
    unknown: ["/app/staticfiles/a.css", "/vol/web/static"],
    absent: ["/usr/local/bin/uvicorn", "/usr/bin/uvicorn"],
  },
  {
    title: "any other script may do anything",
    dockerfile: `${python}RUN python -u download_models.py`,
    unknown: ["/models", "/usr/local/bin/uvicorn"],
  },
  {
    title: "code may do anything but import",
    dockerfile: `${python}RUN python -c "import nltk; nltk.download('punkt')"`,
    unknown: ["/nltk_data"],
  },
  {
    title: "flags in front of a module",
    dockerfile: `${python}RUN python -u -m pip install gunicorn && python -W ignore -m venv /v`,
    present: ["/usr/local/bin/gunicorn", "/v/bin/python"],
    absent: ["/srv/x"],
  },
  {
    title: "conda keeps to its own folders",
    dockerfile: `FROM debian:12-slim\nRUN /opt/mamba/bin/mamba install -y -n base -c conda-forge uvicorn && conda create -p /env python=3.11`,
    unknown: ["/opt/mamba/bin/uvicorn", "/env/bin/python"],
    absent: ["/usr/local/bin/uvicorn", "/srv/x"],
  },
]);
