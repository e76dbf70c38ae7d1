import { applicationPrograms } from "../programs.ts";
import { consoleScripts, pythonPrograms } from "./console-scripts.ts";

/**
 * Packages whose dependencies are known well enough to say which programs of applications may come along:
 * those of the packages named behind the colon, and their own.
 */
const brings: ReadonlyMap<string, readonly string[]> = new Map(
  [
    `aiofiles aiohttp aiomysql aio-pika anyio apscheduler argon2-cffi asgiref asyncpg attrs aws-lambda-powertools
     azure-storage-blob bcrypt beautifulsoup4 bleach boto3 botocore bs4 cachetools certifi cffi click colorama
     cryptography discord-py docker email-validator eventlet faker feedparser geopy gevent google-cloud-storage
     greenlet grpcio gspread h11 hiredis html5lib httptools httpx idna itsdangerous jinja2 jsonschema kombu
     lightgbm loguru lxml markdown markupsafe marshmallow matplotlib minio motor msgpack mysql-connector-python
     mysqlclient numpy openai opencv-python opencv-python-headless openpyxl orjson paho-mqtt pandas paramiko
     passlib phonenumbers pika pillow prometheus-client protobuf psutil psycopg psycopg-binary psycopg2
     psycopg2-binary pyarrow pycryptodome pydantic pydantic-core pyjwt pymongo pymysql pyodbc pypdf2
     python-dateutil python-jose python-magic python-multipart python-slugify python-telegram-bot pytz pyyaml
     qrcode redis reportlab requests scikit-learn scipy seaborn selenium sentry-sdk setuptools shapely simplejson
     six sniffio soupsieve sqlalchemy sqlmodel starlette stripe structlog tenacity toml tqdm twilio
     typing-extensions tzdata ujson urllib3 uvloop websocket-client websockets werkzeug whitenoise xgboost xlrd
     xlsxwriter zipp:`,
    `pydantic-settings python-dotenv uvicorn: python-dotenv`,
    `alembic celery gunicorn hypercorn pip pytest ruff black mypy isort flake8 wheel waitress:`,
    // Its server has come to be built on others.
    `streamlit: uvicorn hypercorn`,
    `flask flask-bcrypt flask-caching flask-cors flask-httpauth flask-jwt-extended flask-limiter flask-login
     flask-mail flask-marshmallow flask-restful flask-session flask-sqlalchemy flask-wtf: flask`,
    `flask-migrate: flask alembic`,
    `django crispy-bootstrap4 crispy-bootstrap5 dj-database-url django-allauth django-cors-headers
     django-crispy-forms django-debug-toolbar django-environ django-extensions django-filter
     django-health-check django-redis django-storages djangorestframework djangorestframework-simplejwt
     drf-spectacular drf-yasg: django`,
    `django-celery-beat django-celery-results: django celery`,
    `channels channels-redis: django daphne`,
    `fastapi fastapi-cli: fastapi uvicorn python-dotenv typer`,
  ].flatMap((line) => {
    const [names = "", more = ""] = line.split(":");
    const others = more.split(/\s+/).filter(Boolean);
    return names
      .split(/\s+/)
      .filter(Boolean)
      .map((name) => [name, others] as const);
  }),
);

/** All packages that these may bring along whose programs matter; undefined where nobody can tell. */
export function possiblePackages(wanted: Iterable<string>): readonly string[] | undefined {
  const all: string[] = [];
  for (const name of wanted) {
    const more = brings.get(name);
    if (!more) return undefined;
    all.push(name, ...more);
  }
  return all;
}

/** Programs of applications that an installation of packages surely leaves alone. */
export function sparedPrograms(packages: readonly string[] | "any"): string[] {
  const brought = packages === "any" ? pythonPrograms : new Set(consoleScripts(packages));
  return [...applicationPrograms].filter((name) => !brought.has(name));
}
