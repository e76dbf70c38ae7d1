/** Names of programs, by the folder they lie in. */
export type Listing = Readonly<Record<string, ReadonlySet<string>>>;

/**
 * Programs that only a language's package manager or the project itself brings: no distribution's base
 * image holds them, whatever else it holds.
 */
export const applicationPrograms = names(`
  uvicorn gunicorn hypercorn daphne waitress-serve celery flask fastapi django-admin alembic streamlit
  jupyter pytest poetry pipenv uv uvx pdm hatch rye ruff mypy black scrapy dramatiq huey_consumer rq
  airflow mkdocs sphinx-build chainlit litestar granian uwsgi
  nodemon ts-node tsx tsc nest next nuxt vite webpack serve http-server pm2 concurrently turbo nx
  prisma eslint jest vitest strapi remix-serve astro ng react-scripts vue-cli-service cross-env dotenv
  pnpm bun deno
  air dlv swag goose migrate rails puma unicorn rackup sidekiq bundle foreman artisan composer
  symfony mix iex elixir sbt gradle mvn
`);

/** The words of a text. */
export function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
