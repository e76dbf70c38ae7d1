/** Masks the secrets in a text. */
export type Redact = (text: string) => string;

const mask = "«redacted»";

/**
 * Which words are secret is told by the environment of the container, how they are written in general by
 * patterns. The rule:
 *
 * 1. The value of a variable whose name speaks of a secret, of at least six characters, is masked
 *    wherever it stands; so is a value that looks like a generated key whatever its name is, and the
 *    password in a value that is a URL.
 * 2. Names that only speak *about* a secret (`…_FILE`, `…_HOST`, `…_PORT`) do not count.
 * 3. A plain word that is no secret anyway, because it is also part of the image's name, the user or a
 *    path (`POSTGRES_PASSWORD=postgres`), is masked only where it is written as a password: to mask it
 *    everywhere would hide the diagnosis and keep nothing secret.
 * 4. Passwords in URLs and in options, bearer tokens and the keys of well-known services are masked
 *    without having been seen in the environment.
 */
export function redactor(environment: readonly string[], known: readonly string[] = []): Redact {
  const values = environment.flatMap((variable) => secretsIn(variable, known));
  const secrets = [...new Set(values.flatMap(writings))]
    .filter((secret) => secret.length >= 6 && !isPublic(secret, known))
    .toSorted((a, b) => b.length - a.length)
    .map(pattern);
  const any = secrets.length > 0 ? new RegExp(secrets.join("|"), "g") : undefined;
  return (text) => patterns(any ? text.replace(any, mask) : text);
}

/**
 * What stands behind an option for a secret, in the words of a command or in a script, as variables that a
 * redactor takes: a program may print it anywhere.
 */
export function optionSecrets(words: readonly string[]): readonly string[] {
  const alone = words.flatMap((word, i) => {
    const next = words[i + 1];
    return secretOption.test(word) && next !== undefined && !next.startsWith("-") ? [next] : [];
  });
  const inside = words.flatMap((word) =>
    [...word.matchAll(optionValue)].flatMap(([, value = ""]) => unquoted(value)),
  );
  return [...alone, ...inside]
    .filter((value) => !value.startsWith("$"))
    .map((value) => `PASSWORD=${value}`);
}

/** Masks every text in a value of plain JSON, the names of its properties too. */
export function redactAll<Value>(value: Value, redact: Redact): Value;
export function redactAll(value: unknown, redact: Redact): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return redactWords(value, redact);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redact(name), redactAll(item, redact)]),
  );
}

/** In an argv, a password may be a word of its own behind its option. */
function redactWords(words: readonly unknown[], redact: Redact): unknown[] {
  return words.map((word, i) => {
    const before = words[i - 1];
    const secret = typeof before === "string" && secretOption.test(before);
    return secret && typeof word === "string" && !word.startsWith("-")
      ? mask
      : redactAll(word, redact);
  });
}

/**
 * For lines of a source, or a message between programs: masks what it assigns to names that speak of a secret,
 * as `NAME=value`, `NAME: value` or `ENV NAME value`, wherever it stands, and what is written like a secret in
 * general. What refers to a variable is kept.
 */
export function sourceRedactor(source: string): Redact {
  const assigned = [...source.matchAll(assignment)].map(([, name, , value]) => `${name}=${value}`);
  const known = redactor(assigned);
  return (text) =>
    known(
      text.replace(assignment, (whole, name: string, sign: string) =>
        isSecretName(name) ? `${name}${sign}${mask}` : whole,
      ),
    );
}

const assignment =
  /\b([A-Za-z_][\w.-]*)((?:\\?["'])?(?:=|[ \t]*:[ \t]*(?![\\/])|(?<=\b(?:ENV|ARG)[ \t]+[\w.-]*)[ \t]+)(?:\\?["'])?)([^\s"'\\,{}[\]$«=:][^\s"'\\,{}[\]]*)/g;

const secretOption = /^--?[\w-]*(?:password|passwd|secret|token|api-?key|access-?key)$/i;

const secretName =
  /PASS|SECRET|TOKEN|CREDENTIAL|PRIVATE|APIKEY|PWD|JWT|SALT|COOKIE|DSN|WEBHOOK|CONN(ECTION)?_?STR|[a-z]Key$|(^|_)(KEYS?|AUTH|PW|PIN|SIGNATURE|LICENSE)(_|$)/i;
const aboutSecret =
  /_(FILE|PATH|DIR|HOME|HOST|PORT|NAME|USER|USERNAME|METHOD|TYPE|MODE|ALGORITHM|TTL|EXPIR\w*|ENABLED|SOCK|LENGTH|ID)$|^(OLD)?PWD$/i;

function isSecretName(name: string): boolean {
  return secretName.test(name) && !aboutSecret.test(name);
}

function secretsIn(variable: string, known: readonly string[]): readonly string[] {
  const equals = variable.indexOf("=");
  if (equals < 0) return [];
  const name = variable.slice(0, equals);
  const value = variable.slice(equals + 1).trim();
  const password = /^[\w+.-]+:\/\/[^:@/]*:(.+)@[^@]*$/s.exec(value)?.[1];
  if (password !== undefined) return [password, decoded(password)];
  const assigned = /(?:password|passwd|pwd)=([^\s;&"']+)/i.exec(value)?.[1];
  if (assigned !== undefined) return [assigned];
  if (isSecretName(name)) {
    const address = /^https?:\/\/[^@?]*$/.test(value) && !/WEBHOOK/i.test(name);
    return address ? [] : [value, unquoted(value)];
  }
  // The hash of a commit is part of many a tag.
  const isTag = known.some((text) => text.includes(value));
  return looksGenerated(value) && !isTag ? [value] : [];
}

/** `docker run --env-file` keeps the quotes that programs then take off. */
function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, "$2");
}

function looksGenerated(value: string): boolean {
  return /^[\w+=-]{24,}$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value);
}

/** The ways in which programs print one value. A log shows a value of several lines line by line. */
function writings(value: string): readonly string[] {
  const lines = value.includes("\n") ? value.split(/\r?\n/).map((line) => line.trim()) : [];
  return [value, ...lines, encoded(value), JSON.stringify(value).slice(1, -1)];
}

function encoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value; // half a surrogate pair
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a percent sign that is one
  }
}

/** A short word could be part of a longer one that means something else: "secret" in "secrets". */
function pattern(secret: string): string {
  const literal = literally(secret);
  return /^[A-Za-z]+$/.test(secret) && secret.length < 12 ? `\\b${literal}\\b` : literal;
}

/** A word without digits that also names something: no password that anybody would have to guess. */
function isPublic(word: string, known: readonly string[]): boolean {
  if (!/^[A-Za-z]+([._-][A-Za-z]+)*$/.test(word)) return false;
  const alone = new RegExp(`(?<![A-Za-z0-9])${word}(?![A-Za-z0-9])`);
  return known.some((text) => alone.test(text));
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const word = `(?:"[^"]*"|'[^']*'|[^\\s"'&;,]+)`;
const noun = "(?:password|passwd|[_-]pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)";

const optionValue = new RegExp(`--?[\\w-]*${noun}(?:=|\\s+)(?!-)(${word})`, "gi");

function patterns(text: string): string {
  return rules.reduce((result, [rule, replacement]) => result.replace(rule, replacement), text);
}

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, mask],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*):[^\s/@"']+@/gi, `$1:${mask}@`],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/:@"']{20,}@/gi, `$1${mask}@`],
  [new RegExp(`(--?[\\w-]*${noun}(?:=|\\s+))(?!-)${word}`, "gi"), `$1${mask}`],
  // A colon alone proves nothing: "DB_PASSWORD: must be set" is a message worth reading.
  [new RegExp(`(["']--?[\\w-]*${noun}["']\\s*,\\s*)(?:"[^"]*"|'[^']*')`, "gi"), `$1${mask}`],
  [new RegExp(`([\\w.-]*${noun}["']?=)${word}`, "gi"), `$1${mask}`],
  [new RegExp(`([\\w.-]*${noun}["']?\\s*[:=]\\s*)(?:"[^"]+"|'[^']+')`, "gi"), `$1${mask}`],
  [/\b(bearer|basic)\s+(?=\S*\d)[A-Za-z0-9+/._~=-]{8,}/gi, `$1 ${mask}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mask],
  [/\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}/g, mask],
  [/\bxox[abeoprs]-[\w-]{10,}|\bsk-[\w-]{20,}|\b[sr]k_(?:live|test)_\w{10,}/g, mask],
  [/\bAIza[\w-]{35}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g, mask],
];
