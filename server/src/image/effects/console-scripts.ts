/**
 * Console scripts that packages of Python bring, by normalised name (PEP 503): the entry points in their
 * wheels. A package that is not named here may bring any, or none.
 */
const scripts: Readonly<Record<string, string>> = {
  "apache-airflow": "airflow",
  "apache-superset": "superset",
  ansible: "ansible ansible-playbook ansible-galaxy",
  "ansible-core": "ansible ansible-playbook ansible-galaxy",
  awscli: "aws",
  babel: "pybabel",
  borgbackup: "borg",
  build: "pyproject-build",
  celery: "celery",
  circus: "circusd circusctl",
  cython: "cython cythonize",
  "dbt-core": "dbt",
  django: "django-admin",
  "django-rq": "",
  fabric: "fab",
  fastapi: "fastapi",
  "fastapi-cli": "fastapi",
  httpie: "http https",
  huey: "huey_consumer huey_consumer.py",
  invoke: "invoke inv",
  ipython: "ipython ipython3",
  "jupyter-core": "jupyter",
  jupyterlab: "jupyter-lab jupyter-labhub",
  "jupyter-server": "jupyter-server",
  mako: "mako-render",
  nltk: "nltk",
  notebook: "jupyter-notebook",
  pip: "pip pip3",
  "pip-tools": "pip-compile pip-sync",
  "pre-commit": "pre-commit",
  pytest: "pytest py.test",
  "python-dotenv": "dotenv",
  rq: "rq rqworker rqinfo",
  "scrapyd-client": "scrapyd-deploy",
  sphinx: "sphinx-build sphinx-quickstart",
  supervisor: "supervisord supervisorctl",
  torch: "torchrun",
  transformers: "transformers-cli",
  uv: "uv uvx",
  waitress: "waitress-serve",
  watchdog: "watchmedo",
  "yoyo-migrations": "yoyo",
};

/** Packages whose one script is called as they are. */
const own = new Set(
  (
    "accelerate aerich alembic arq bentoml black bokeh certbot chainlit coverage daphne dagster " +
    "dagster-webserver dramatiq faust flake8 flask gradio granian gunicorn hatch honcho hupper hypercorn " +
    "isort litestar locust maturin mkdocs mlflow mypy nox panel pdm pgcli pipenv pipx poetry prefect " +
    "procrastinate pylint ray robyn ruff sanic scrapy scrapyd spacy streamlit taskiq tensorboard tox " +
    "twine typer uvicorn uwsgi virtualenv vllm voila wandb watchfiles wheel yamllint yt-dlp"
  ).split(" "),
);

/** The programs that installing these packages puts into a bin folder for sure. */
export function consoleScripts(packages: Iterable<string>): string[] {
  return [
    ...new Set(
      [...packages].flatMap((name) =>
        own.has(name) ? [name] : (scripts[name] ?? "").split(" ").filter(Boolean),
      ),
    ),
  ];
}

/** Every program that is named here: what a package that nobody knows may bring. */
export const pythonPrograms: ReadonlySet<string> = new Set(
  consoleScripts([...own, ...Object.keys(scripts)]),
);
