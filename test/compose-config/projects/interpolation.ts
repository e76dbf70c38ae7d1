import { service, serviceFile, type TestProject, type TestProjects } from "./project.ts";

const env = { SET: "set", EMPTY: "", NUMBER: "8080", YES: "true", SPACED: "a b", DOLLAR: "$SET" };

/** A variable in an image's name. */
const image = (text: string): TestProject => ({ ...service(`image: '${text}'`), env });

const refused = (text: string): TestProject => ({ ...image(text), rejected: true });

/** A .env file, and a service that shows some of its variables. */
const dotEnv = (text: string, ...names: string[]): TestProject => ({
  files: {
    ".env": text,
    "compose.yaml": serviceFile(
      `environment: [${names.map((name) => `"${name}=<\${${name}-unset}>"`).join(", ")}]`,
    ),
  },
  env,
});

const envFile = (text: string, more: Record<string, string> = {}): TestProject => ({
  files: { "a.env": text, "compose.yaml": serviceFile("env_file: a.env"), ...more },
  env,
});

/** What `$` does, in compose files, in .env, in env files; which of them counts. */
export const interpolation: TestProjects = {
  "a variable": image("$SET"),
  "a variable in braces": image("x${SET}y"),
  "a variable that is not set": image("x${UNSET}y"),
  "a dollar for itself": image("a$$SET$${SET}$$$SET"),
  "a dollar before what is no name": image("a$1 $- $"),
  "a default": image("${UNSET:-d}-${EMPTY:-e}-${SET:-f}"),
  "a default only where it is unset": image("${UNSET-d}-x${EMPTY-e}-${SET-f}"),
  "a replacement": image("x${SET:+r}x${EMPTY:+r}x"),
  "a replacement also for an empty value": image("x${SET+r}x${EMPTY+r}x"),
  "a replacement of what is not set": image("x${UNSET:+r}${UNSET+r}x"),
  "a value that must be there": image("${SET:?must be}${EMPTY?must be}x"),
  "a value that must be there and is empty": refused("${EMPTY:?must be}"),
  "a value that must be there and is not": refused("${UNSET?must be}"),
  "a default in a default": image("${UNSET:-${NEITHER:-deep}}"),
  "a variable in a default": image("${UNSET:-a${SET}b}c"),
  "a default with signs": image("${UNSET:-http://x:80/?a=b-c+d}"),
  "an empty default": image("x${UNSET:-}y${UNSET-}z"),
  "several in one text": image("${SET}/${UNSET:-b}:${NUMBER}"),
  "a brace behind": image("${SET}}"),
  "a brace that never ends": refused("${SET"),
  "a name that is none": refused("${1SET}"),
  "a value that holds a dollar": image("${DOLLAR}"),
  "a replacement with a nested default": image("${SET:+${UNSET:-n}}"),
  "variables in keys stay": { ...service("labels: { '${SET}': '${SET}' }"), env },
  "variables in a list of words": { ...service("command: [echo, '${SET}', \"$${SET}\"]"), env },
  "variables in a command text": { ...service("command: echo ${SPACED} '${SPACED}' $$HOME"), env },
  "a number": { ...service("ports: ['${NUMBER}:80']"), env },
  "a number in the long form": {
    ...service("ports: [{ target: '${NUMBER}', published: '${NUMBER}' }]"),
    env,
  },
  "a switch": { ...service("tty: '${YES}'\nread_only: '${YES}'"), env },
  "a part of a mount": { ...service("volumes: ['./${SET}:/app/${SET}:ro']"), env },
  "an unknown source of a mount": { ...service("volumes: ['./${UNSET}x:/app']"), env },
  "in build arguments": {
    ...service("build: { context: './${SET}', args: { A: '${SET}', B: '${UNSET:-b}' } }"),
    env,
  },
  "arguments without a value": { ...service("build: { context: ., args: [SET, UNSET] }"), env },
  "variables without a value": { ...service("environment: [SET, UNSET, EMPTY]"), env },
  "variables without a value, as a map": {
    ...service("environment: { SET: , UNSET: , EMPTY: }"),
    env,
  },
  "in a name": {
    files: { "compose.yaml": "name: p-${SET}\nservices: { a: { image: i } }\n" },
    env,
  },
  "in volumes of the top level": {
    files: {
      "compose.yaml": serviceFile("volumes: ['v:/v']", "volumes: { v: { name: 'n-${SET}' } }"),
    },
    env,
  },
  "the name of the project": service("image: x-${COMPOSE_PROJECT_NAME}"),
  "the name of the project, from the environment": {
    ...service("image: x-${COMPOSE_PROJECT_NAME}"),
    env: { COMPOSE_PROJECT_NAME: "from-env" },
  },
  "profiles of the environment": {
    files: {
      "compose.yaml": serviceFile(
        "",
        "  b: { image: i, profiles: [x] }\n  c: { image: i, profiles: [y] }",
      ),
    },
    env: { COMPOSE_PROFILES: "x" },
  },
  "all profiles": {
    files: { "compose.yaml": serviceFile("", "  b: { image: i, profiles: [x] }") },
    env: { COMPOSE_PROFILES: "*" },
  },
  "profiles of .env": {
    files: {
      ".env": "COMPOSE_PROFILES=x,y\n",
      "compose.yaml": serviceFile(
        "",
        "  b: { image: i, profiles: [x] }\n  c: { image: i, profiles: [z] }",
      ),
    },
  },

  ".env: plain values": dotEnv("A=1\nB = two \nC=a=b\nD=\n", "A", "B", "C", "D"),
  ".env: comments": dotEnv("# no\nA=1 # no\nB=1#yes\n  # no\nC= # no\n", "A", "B", "C"),
  ".env: export, and a colon": dotEnv("export A=1\nexport\tB=2\nC: 3\n", "A", "B", "C"),
  ".env: single quotes": dotEnv("A='x $SET # \\n'\nB='it\\'s'\n", "A", "B"),
  ".env: double quotes": dotEnv(
    'A="x ${SET} # y"\nB="a\\nb\\t\\"c\\""\nC="\\$SET"\n',
    "A",
    "B",
    "C",
  ),
  ".env: a quote over several lines": dotEnv(
    "A=\"one\ntwo\"\nB='three\n\nfour'\nC=5\n",
    "A",
    "B",
    "C",
  ),
  ".env: variables of lines above": dotEnv("A=1\nB=${A}2\nC=$B-${UNSET:-3}\n", "A", "B", "C"),
  ".env: the shell counts more": dotEnv("SET=file\nB=${SET}\n", "SET", "B"),
  ".env: line ends of Windows": dotEnv("A=1\r\nB=\"2\"\r\nC='3'\r\n", "A", "B", "C"),
  ".env: a byte order mark": dotEnv("\ufeffA=1\n", "A"),
  ".env: the last counts": dotEnv("A=1\nA=2\n", "A"),
  ".env: no line break at the end": dotEnv("A=1\nB=2", "A", "B"),
  ".env: a name alone": dotEnv("SET\nA=1\n", "SET", "A"),
  ".env: names with dots and dashes": dotEnv("a.b=1\nA=2\n", "A"),
  ".env: a quote that never ends": { ...dotEnv('A="x\nB=1\n', "A", "B"), rejected: true },
  ".env: a name with a sign": { ...dotEnv("A%=1\n", "A"), rejected: true },

  "an env file": envFile("A=1\nB='x y'\nC=${A}2\n"),
  "an env file without a value": envFile("SET\nUNSET\nA=1\n"),
  "an env file with what the shell sets": envFile("A=$SET\nSET=own\nB=$SET\n"),
  "an env file that is not there": { ...service("env_file: nowhere.env"), rejected: true },
  "an env file that may be missing": service(
    "env_file: [{ path: nowhere.env, required: false }]\nenvironment: [A=1]",
  ),
  "env files in their order": {
    files: {
      "a.env": "A=a\nB=a\nC=a\n",
      "sub/b.env": "B=b\nD=${A}\n",
      "compose.yaml": serviceFile("env_file: [a.env, sub/b.env]\nenvironment: { C: own }"),
    },
  },
  "the environment counts more than an env file": {
    files: {
      "a.env": "A=file\nSET=file\n",
      "compose.yaml": serviceFile("env_file: [./a.env]\nenvironment: [A=own, SET]"),
    },
    env,
  },
  "an env file named by a variable": {
    files: { "set.env": "A=1\n", "compose.yaml": serviceFile("env_file: '${SET}.env'") },
    env,
  },
  "the same env file twice": {
    files: {
      "a.env": "A=1\n",
      "b.env": "A=2\n",
      "compose.yaml": serviceFile("env_file: [a.env, b.env, a.env]"),
    },
  },
  "an env file is no .env": {
    files: {
      "a.env": "A=1\n",
      "compose.yaml": serviceFile("env_file: a.env\nimage: 'i${A:-not}'"),
    },
  },
};
