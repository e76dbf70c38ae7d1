import { table } from "./files.ts";

const python = "FROM python:3.12-slim\nWORKDIR /app\n";

table([
  {
    title: "pip puts the scripts of what is named into the folder of its Python",
    dockerfile: `${python}RUN pip --no-cache-dir install -U pip "uvicorn[standard]==0.30" 'gunicorn>=20,<22' || true`,
    present: ["/usr/local/bin/uvicorn", "/usr/local/bin/gunicorn"],
    absent: ["/usr/bin/uvicorn", "/app/venv", "/usr/local/bin/celery"],
    unknown: ["/usr/local/bin/httptools", "/usr/local/lib/python3.12/site-packages/celery"],
  },
  {
    title: "requirement files are read, with those that they include",
    dockerfile: `${python}COPY requirements requirements/\nRUN cd requirements && pip install --requirement=prod.txt -c other.txt`,
    context: {
      "requirements/prod.txt":
        "# all\n-r base.txt\ncelery[redis]==5.3 \\\n  --hash=sha256:0\n-e git+https://x/y#egg=y\npywin32==1 ; sys_platform == 'win32'\n",
      "requirements/base.txt": "Flask==3.0 ; python_version >= '3.8'\n",
      "requirements/other.txt": "daphne==4\n",
    },
    present: ["/usr/local/bin/celery", "/usr/local/bin/flask"],
    unknown: ["/usr/local/bin/daphne"],
    absent: ["/app/venv", "/usr/bin/flask"],
  },
  {
    title: "a server that nothing in a known list brings is not there",
    dockerfile: `${python}COPY *.txt .\nRUN pip install -r known.txt && pip install --target /t -r unknown.txt`,
    context: {
      "known.txt": "flask==3.0\npsycopg2-binary\nfastapi[standard]\n",
      "unknown.txt": "flask\nsome-framework\n",
    },
    present: ["/usr/local/bin/flask", "/t/bin/flask"],
    absent: ["/usr/local/bin/gunicorn", "/t/bin/nodemon"],
    unknown: ["/usr/local/bin/uvicorn", "/t/bin/gunicorn", "/usr/local/bin/other"],
  },
  {
    title: "a virtual environment holds its Python, and its scripts are run by that",
    dockerfile: `${python}RUN python -m venv /opt/venv && . /opt/venv/bin/activate && pip install gunicorn`,
    present: [
      "/opt/venv/bin/gunicorn",
      "/opt/venv/bin/python",
      "/opt/venv/bin/pip",
      "/opt/venv/pyvenv.cfg",
    ],
    unknown: ["/opt/venv/bin/other", "/opt/venv/lib/python3.12/site-packages/x"],
    absent: ["/usr/local/bin/gunicorn", "/opt/venv/src"],
    facts: {
      "/opt/venv/bin/python": { kind: "symlink", target: "/usr/local/bin/python" },
      "/opt/venv/bin/gunicorn": {
        mode: 0o755,
        head: { kind: "script", interpreter: "/opt/venv/bin/python", crlf: false },
      },
    },
  },
  {
    title: "an environment without packages holds no others' programs",
    dockerfile: `${python}RUN python3 -m venv --without-pip venv && virtualenv --no-pip /srv/v`,
    present: ["/app/venv/bin/python3.12", "/srv/v/bin/python"],
    unknown: ["/app/venv/lib/python3.12/site-packages/x"],
    absent: ["/app/venv/bin/pip", "/app/venv/bin/gunicorn"],
  },
  {
    title: "pip where the environment is on PATH, and by its path",
    dockerfile: `${python}RUN python -m venv /a && python -m venv /b
ENV PATH="/a/bin:$PATH"
RUN pip install celery && /b/bin/pip install flask && /b/bin/python -m pip install gunicorn`,
    present: ["/a/bin/celery", "/b/bin/flask", "/b/bin/gunicorn"],
    absent: ["/usr/local/bin/celery", "/usr/local/bin/flask"],
    unknown: ["/a/bin/kombu"],
  },
  {
    title: "a target, a prefix, another root, the user",
    dockerfile: `${python}RUN pip install --target /deps flask && pip install --prefix=/install gunicorn \\
 && pip install --user celery && pip install --root /r --no-deps uvicorn`,
    present: [
      "/deps/bin/flask",
      "/install/bin/gunicorn",
      "/root/.local/bin/celery",
      "/r/usr/local/bin/uvicorn",
    ],
    absent: ["/usr/local/bin/flask", "/usr/local/bin/celery", "/app/deps"],
    unknown: ["/deps/x", "/install/lib/python3.12/site-packages/x", "/r/usr/local/bin/x"],
    facts: {
      "/install/bin/gunicorn": {
        head: { kind: "script", interpreter: "/usr/local/bin/python", crlf: false },
      },
    },
  },
  {
    title: "who is not root may get it into the own home",
    dockerfile: `${python}RUN useradd -m app
USER app
RUN pip install gunicorn`,
    unknown: ["/usr/local/bin/gunicorn", "/home/app/.local/bin/gunicorn"],
    absent: ["/opt/bin/gunicorn"],
  },
  {
    title: "the Python of Debian installs below /usr/local, that of Alpine does not",
    dockerfile: `FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && pip3 install --break-system-packages gunicorn`,
    present: ["/usr/local/bin/gunicorn"],
    absent: ["/usr/bin/gunicorn", "/usr/local/bin/uvicorn"],
    unknown: ["/usr/local/bin/other"],
    facts: {
      "/usr/local/bin/gunicorn": {
        head: { kind: "script", interpreter: "/usr/bin/python3", crlf: false },
      },
    },
  },
  {
    title: "the Python of Alpine",
    dockerfile: `FROM alpine:3.20
RUN apk add --no-cache python3 py3-pip && pip install gunicorn --break-system-packages`,
    present: ["/usr/bin/gunicorn"],
    absent: ["/usr/local/bin/gunicorn"],
    unknown: ["/usr/bin/other"],
  },
  {
    title: "the project itself brings its own scripts",
    dockerfile: `${python}COPY . .\nRUN pip install -e ".[dev]" && pip install ./old`,
    context: {
      "pyproject.toml":
        '[project]\nname = "x"\ndependencies = ["uvicorn"]\n[project.scripts]\nserve-it = "x:main"\n',
      "old/setup.py":
        'setup(entry_points={"console_scripts": ["old-one = old.cli:main", "old2=old:x"]})\n',
    },
    present: [
      "/usr/local/bin/serve-it",
      "/usr/local/bin/uvicorn",
      "/usr/local/bin/old-one",
      "/usr/local/bin/old2",
    ],
    unknown: ["/usr/local/bin/flask"],
    absent: ["/app/bin"],
  },
  {
    title: "wheels go where they are told to, and are installed by their names",
    dockerfile: `${python}COPY dist/*.whl /wheels/
RUN pip install /wheels/*.whl && pip wheel -w /out -r requirements.txt && pip uninstall -y flask`,
    context: {
      "dist/Flask-3.0.0-py3-none-any.whl": "",
      "dist/gunicorn-21.2.0-py3-none-any.whl": "",
    },
    present: ["/usr/local/bin/gunicorn", "/out"],
    absent: ["/usr/local/bin/flask", "/srv/x"],
    unknown: ["/out/x.whl"],
  },
  {
    title: "pipx links each program out of an environment of its own",
    dockerfile: `${python}ENV PIPX_BIN_DIR=/usr/local/bin\nRUN pip install pipx && pipx install poetry==1.8 && pipx ensurepath`,
    present: ["/usr/local/bin/poetry", "/root/.local/share/pipx/venvs/poetry/bin/poetry"],
    absent: ["/app/.local/bin/poetry", "/opt/x"],
    unknown: ["/root/.local/share/pipx/x"],
  },
]);
