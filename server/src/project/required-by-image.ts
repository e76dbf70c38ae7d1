import type { Container } from "./project.ts";

/** What the entrypoint of an official image insists on, as long as its data folder is empty. */
export interface Requirement {
  /** One of these is enough. */
  readonly anyOf: readonly string[];
  /** What it says without them. */
  readonly words: string;
  /** Once there are data in it, nothing is asked for any more. */
  readonly data?: string;
  /** The server that the entrypoint looks for behind it. */
  readonly program: RegExp;
}

/** From the entrypoint scripts of docker-library's postgres, mysql, mariadb and couchdb, and of Microsoft's SQL Server. */
const requirements: readonly (Requirement & { readonly repository: RegExp })[] = [
  {
    repository:
      /^((docker\.io\/)?library\/)?postgres$|^(postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb)$/,
    anyOf: ["POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE", "POSTGRES_HOST_AUTH_METHOD"],
    words: "Error: Database is uninitialized and superuser password is not specified",
    data: "/var/lib/postgresql",
    program: /^postgres$/,
  },
  {
    repository: /^((docker\.io\/)?library\/)?mysql$/,
    anyOf: [
      "MYSQL_ROOT_PASSWORD",
      "MYSQL_ALLOW_EMPTY_PASSWORD",
      "MYSQL_RANDOM_ROOT_PASSWORD",
      "MYSQL_ROOT_PASSWORD_FILE",
    ],
    words: "Database is uninitialized and password option is not specified",
    data: "/var/lib/mysql",
    program: /^mysqld$/,
  },
  {
    repository: /^((docker\.io\/)?library\/)?mariadb$/,
    anyOf: ["MARIADB", "MYSQL"].flatMap((name) =>
      ["ROOT_PASSWORD", "ALLOW_EMPTY_PASSWORD", "RANDOM_ROOT_PASSWORD", "ROOT_PASSWORD_FILE"]
        .map((end) => `${name}_${end}`)
        .concat("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD_HASH"),
    ),
    words: "Database is uninitialized and password option is not specified",
    data: "/var/lib/mysql",
    program: /^(mariadbd|mysqld)$/,
  },
  {
    repository: /^((docker\.io\/)?library\/)?couchdb$/,
    anyOf: ["COUCHDB_PASSWORD"],
    words: 'CouchDB 3.0+ will no longer run in "Admin Party" mode',
    data: "/opt/couchdb",
    program: /couchdb$/,
  },
  {
    repository: /^mcr\.microsoft\.com\/mssql\/server$/,
    anyOf: ["ACCEPT_EULA"],
    words: "The SQL Server End-User License Agreement (EULA) must be accepted",
    program: /sqlservr$/,
  },
];

/** Undefined for a container that is told to start something else. */
export function requiredByImage({ service }: Container): Requirement | undefined {
  const { image, build, entrypoint, command } = service ?? {};
  if (!image || image.unknown || build || entrypoint) return undefined;
  const repository = image.text.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const found = requirements.find((one) => one.repository.test(repository));
  const [first] = command?.words ?? [];
  if (command && (!command.words || first === undefined)) return undefined;
  const server =
    first === undefined || first.text.startsWith("-") || found?.program.test(first.text);
  return server ? found : undefined;
}
