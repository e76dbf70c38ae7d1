import assert from "node:assert/strict";
import { test } from "node:test";
import { optionSecrets, redactAll, redactor, sourceRedactor } from "../server/src/redact.ts";

const plain = redactor([]);

test("the value of a variable that is named like a secret is masked wherever it stands", () => {
  const redact = redactor(["DB_PASSWORD=s3cr3t-Value", "apiKey=abc123def456", "PATH=/usr/bin"]);
  assert.equal(redact("login s3cr3t-Value failed"), "login «redacted» failed");
  assert.equal(redact("/srv/s3cr3t-Value/x"), "/srv/«redacted»/x");
  assert.equal(redact("abc123def456"), "«redacted»");
  assert.equal(redact("in /usr/bin"), "in /usr/bin");
});

test("harmless variables stay readable", () => {
  const harmless = [
    "NODE_ENV=production",
    "HOME=/home/app",
    "PASSWORD_FILE=/run/secrets/db",
    "AUTH_HOST=auth.internal",
    "AUTH_URL=http://auth:3000/v1",
    "PYTHON_VERSION=3.11.9",
    "PWD=/workdir",
  ];
  const text =
    "production /home/app /run/secrets/db auth.internal http://auth:3000/v1 3.11.9 /workdir";
  assert.equal(redactor(harmless)(text), text);
});

test("of a URL only the password is masked, so that host and database can be read", () => {
  const redact = redactor(["DATABASE_URL=postgres://app:p@ss/w0rd@db:5432/shop"]);
  const url = "postgres://app:«redacted»@db:5432/shop";
  assert.equal(redact("cannot reach postgres://app:p@ss/w0rd@db:5432/shop"), `cannot reach ${url}`);
  assert.equal(redact("password p@ss/w0rd"), "password «redacted»");
  assert.equal(redact("p%40ss%2Fw0rd"), "«redacted»");
  const written = redactor(["DATABASE_URL=postgres://app:p%40ssw0rd@db/shop"]);
  assert.equal(written("for app: p@ssw0rd"), "for app: «redacted»");
  const words = redactor(["PG=host=db user=app password=p4ssw0rd"]);
  assert.equal(words("auth p4ssw0rd"), "auth «redacted»");
  assert.equal(plain("amqp://guest:guest@mq/"), "amqp://guest:«redacted»@mq/");
});

test("a value that stands in public anyway is masked only where it is used as a password", () => {
  const redact = redactor(["POSTGRES_PASSWORD=postgres"], ["postgres:16"]);
  assert.equal(redact('exec: "postgres": not found'), 'exec: "postgres": not found');
  assert.equal(redact("POSTGRES_PASSWORD=postgres"), "POSTGRES_PASSWORD=«redacted»");
  assert.equal(redact("pg://postgres:postgres@db"), "pg://postgres:«redacted»@db");
});

test("a short word is not torn out of a longer one", () => {
  const redact = redactor(["APP_SECRET=secret"]);
  assert.equal(redact("/run/secrets/key: secret"), "/run/secrets/key: «redacted»");
});

test("what looks generated is masked whatever its name is", () => {
  const value = "9f86d081884c7d659a2feaa0c55ad015";
  assert.equal(redactor([`BUILD=${value}`])(`at ${value}`), "at «redacted»");
  const tag = `shop:${value}`;
  assert.equal(redactor([`BUILD=${value}`], [tag])(tag), tag);
});

test("a value of several lines is masked line by line, and in JSON", () => {
  const redact = redactor(["TLS_KEY=first-line-1\nsecond-line-2"]);
  assert.equal(redact("x first-line-1"), "x «redacted»");
  assert.equal(redact('{"k":"first-line-1\\nsecond-line-2"}'), '{"k":"«redacted»"}');
});

test("quotes that an env-file kept are no part of the secret", () => {
  assert.equal(redactor(['API_TOKEN="tok-12345"'])("got tok-12345"), "got «redacted»");
});

test("options, assignments, bearer tokens and well-known keys", () => {
  const masked: readonly (readonly [string, string])[] = [
    ["run --password hunter2 --verbose", "run --password «redacted» --verbose"],
    ["run --db-password=hunter2", "run --db-password=«redacted»"],
    ["Server=db;Password=hunter2;Port=1", "Server=db;Password=«redacted»;Port=1"],
    ['{"api_key": "abc", "port": 1}', '{"api_key": «redacted», "port": 1}'],
    ["Authorization: Bearer abc123DEF456", "Authorization: Bearer «redacted»"],
    ["key AKIAIOSFODNN7EXAMPLE", "key «redacted»"],
    ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", "«redacted»"],
  ];
  for (const [text, expected] of masked) assert.equal(plain(text), expected);
});

test("messages about secrets are no secrets", () => {
  for (const text of [
    "/app/start.sh: 3: DB_PASSWORD: must be set",
    "SyntaxError: Unexpected token } in JSON at position 3",
    "KeyError: 'SECRET_KEY'",
    'FATAL: password authentication failed for user "app"',
    "Basic authentication required",
    'exec: "/app/.venv/bin/uvicorn": stat /app/.venv/bin/uvicorn: no such file or directory',
  ]) {
    assert.equal(plain(text), text);
  }
});

test("in an argv the password may be a word of its own", () => {
  const evidence = { argv: ["mysql", "--password", "hunter2", "--host", "db"], size: 3 };
  assert.deepEqual(redactAll(evidence, plain), {
    argv: ["mysql", "--password", "«redacted»", "--host", "db"],
    size: 3,
  });
});

test("in a source, what is assigned to a secret name is masked", () => {
  const masked: readonly (readonly [string, string])[] = [
    ["ENV API_TOKEN abc123", "ENV API_TOKEN «redacted»"],
    ["ARG NPM_TOKEN=abc123", "ARG NPM_TOKEN=«redacted»"],
    ["      API_TOKEN: abc123", "      API_TOKEN: «redacted»"],
    ['      - "JWT=abc123"', '      - "JWT=«redacted»"'],
    ['{"Env":["SESSION_SALT=abc123","TZ=UTC"]}', '{"Env":["SESSION_SALT=«redacted»","TZ=UTC"]}'],
    ["A=1\\nAPP_KEY=abc123\\nB=2", "A=1\\nAPP_KEY=«redacted»\\nB=2"],
    ["command: serve --password abc123", "command: serve --password «redacted»"],
    ["DB: postgres://app:abc123@db/app", "DB: postgres://app:«redacted»@db/app"],
  ];
  for (const [text, expected] of masked) assert.equal(sourceRedactor(text)(text), expected);
});

test("what a source assigns is masked in its other lines too", () => {
  const redact = sourceRedactor("ENV API_TOKEN=t0ps3cret\nCMD serve t0ps3cret");
  assert.equal(redact("CMD serve t0ps3cret"), "CMD serve «redacted»");
});

test("what stands behind an option is masked wherever a program prints it", () => {
  const words = [
    "serve",
    "--db-password",
    "hunter-22",
    "--token=tok-4711",
    "--secret",
    "--port",
    "80",
  ];
  const script = ["sh", "-c", "mysql --password 'correct horse' --token $TOKEN"];
  const redact = redactor([...optionSecrets(words), ...optionSecrets(script)]);
  assert.equal(redact("hunter-22, tok-4711, correct horse"), "«redacted», «redacted», «redacted»");
  assert.equal(redact("$TOKEN on port 80"), "$TOKEN on port 80");
  assert.equal(redact("['serve', '--token', 'abc']"), "['serve', '--token', «redacted»]");
});

test("a source without secrets stays as it is", () => {
  for (const text of [
    'CMD ["/app/run.sh", "--port", "8000"]',
    "    secrets:",
    "      POSTGRES_PASSWORD_FILE: /run/secrets/db",
    "      API_TOKEN: ${API_TOKEN}",
    "COPY --from=builder /app/.venv ./.venv",
    "    volumes: ['./backend:/app']",
    "      test: [CMD, wget, http://token.internal/]",
  ]) {
    assert.equal(sourceRedactor(text)(text), text);
  }
});
