import { table } from "./files.ts";

const debian = "FROM debian:12-slim\nWORKDIR /app\nENV MIX_ENV=prod\nCOPY . .\n";
const context = { "mix.exs": 'def project do\n [app: :shop, version: "1"]\nend' };

table([
  {
    title: "a release lies below _build, by the environment and the name of the application",
    dockerfile: `${debian}RUN mix do local.hex --force, local.rebar --force && mix deps.get --only prod && mix release`,
    context,
    present: ["/app/_build/prod/rel/shop/bin/shop"],
    unknown: ["/app/_build/prod/rel/other", "/root/.mix/x"],
    absent: ["/app/rel", "/srv/x"],
  },
  {
    title: "where it is told to, and under another name",
    dockerfile: `${debian}RUN mix release web --path /srv/web`,
    context,
    present: ["/srv/web/bin/web"],
    unknown: ["/srv/web/lib"],
    absent: ["/srv/shop"],
  },
  {
    title: "releases that mix.exs describes may be written elsewhere",
    dockerfile: `${debian}RUN mix release`,
    context: { "mix.exs": 'app: :shop, releases: [web: [path: "out"]]' },
    unknown: ["/app/out/bin/web", "/app/_build/prod/rel/web/bin/web"],
    absent: ["/srv/x"],
  },
]);
