import { overridden, serviceFile, type TestProject, type TestProjects } from "./project.ts";

const nets = "networks: { x: , y: , z: }";
const vols = "volumes: { v: , w: }";
const bc = "  b: { image: i }\n  c: { image: i }";

/** Two files with the services of both, by their text. */
const files = (base: string, over: string): TestProject => ({
  files: { "compose.yaml": base, "compose.override.yaml": over },
});

/** What an override file does to each key. */
export const merging: TestProjects = {
  image: overridden("image: one", "image: two"),
  "a build to an image": overridden("image: one", "build: ."),
  "command is replaced": overridden("command: [a, b]", "command: [c]"),
  "command of a text by a list": overridden("command: a b", "command: [c, d]"),
  "command by nothing": overridden("command: [a, b]", "command:"),
  "command by an empty list": overridden("command: [a, b]", "command: []"),
  "entrypoint is replaced": overridden("entrypoint: [a]\ncommand: [x]", "entrypoint: b c"),
  "healthcheck is merged, its test replaced": overridden(
    "healthcheck: { test: [CMD, a], interval: 5s, retries: 2 }",
    "healthcheck: { test: [CMD, b], interval: 9s }",
  ),
  "healthcheck without a test keeps it": overridden(
    "healthcheck: { test: a }",
    "healthcheck: { retries: 5 }",
  ),
  "healthcheck is switched off": overridden(
    "healthcheck: { test: [CMD, a] }",
    "healthcheck: { disable: true }",
  ),
  "environment, list on list": overridden("environment: [A=1, B=2]", "environment: [B=3, C=4]"),
  "environment, map on list": overridden("environment: [A=1, B=2]", "environment: { B: 3, C: 4 }"),
  "environment, list on map": overridden("environment: { A: 1, B: 2 }", "environment: [B=3, C=]"),
  "environment, map on map": overridden(
    "environment: { A: 1, B: 2 }",
    "environment: { B: 3, C: 4.50 }",
  ),
  "environment, a name without a value": overridden(
    "environment: { A: 1, B: 2 }",
    "environment: [A]",
  ),
  "environment, a null": overridden("environment: { A: 1, B: 2 }", "environment: { A: }"),
  "environment of a null base is refused": {
    ...overridden("environment:", "environment: [A=1]"),
    rejected: true,
  },
  "environment by nothing": overridden("environment: { A: 1 }", "environment:"),
  labels: overridden("labels: { a: 1, b: 2 }", "labels: [b=3, c=4]"),
  sysctls: overridden("sysctls: { net.a: 1, net.b: 2 }", "sysctls: [net.b=3]"),
  "build arguments": overridden(
    "build: { context: ., args: { A: 1, B: 2 } }",
    "build: { args: [B=3, C=4] }",
  ),
  "build of a text by a map": overridden("build: ./app", "build: { dockerfile: D, target: t }"),
  "build of a map by a text": overridden(
    "build: { context: ./app, dockerfile: D }",
    "build: ./other",
  ),
  "build contexts": overridden(
    "build: { context: ., additional_contexts: { a: ./a, b: ./b } }",
    "build: { additional_contexts: [b=./c] }",
  ),
  "build labels and target": overridden(
    "build: { context: ., target: a, labels: { x: 1 } }",
    "build: { target: b, labels: [y=2] }",
  ),
  "volumes by target": overridden("volumes: [./a:/a, ./b:/b]", "volumes: [./c:/a:ro, ./d:/d]"),
  "volumes, a slash at the end": overridden("volumes: [./a:/a]", "volumes: ['./c:/a/']"),
  "volumes, long on short": overridden(
    "volumes: [./a:/a, 'v:/v']",
    "volumes: [{ type: bind, source: ./c, target: /v }]",
    vols,
  ),
  "volumes, short on long": overridden(
    "volumes: [{ type: volume, source: v, target: /v }]",
    "volumes: ['w:/v', /x]",
    vols,
  ),
  "volumes of the base alone": overridden("volumes: [./a:/a]", "command: x"),
  "volumes of the override alone": overridden("command: x", "volumes: [./a:/a]"),
  "an anonymous volume in a bind mount": overridden(
    "volumes: [./a:/a]",
    "volumes: [/a/node_modules]",
  ),
  "ports that are the same": overridden("ports: ['80:80', '443:443']", "ports: ['80:80']"),
  "ports of one target": overridden("ports: ['8080:80']", "ports: ['9090:80']"),
  "ports, long on short": overridden(
    "ports: ['8080:80']",
    "ports: [{ target: 80, published: '8080' }, { target: 81 }]",
  ),
  "ports of a range": overridden("ports: ['3000-3001:3000-3001']", "ports: ['3001:3001']"),
  "ports of two protocols": overridden("ports: ['53:53']", "ports: ['53:53/udp']"),
  expose: overridden("expose: ['80']", "expose: ['80', '81']"),
  tmpfs: overridden("tmpfs: /a", "tmpfs: [/b, /a]"),
  dns: overridden("dns: 8.8.8.8", "dns: [9.9.9.9, 8.8.8.8]"),
  cap_add: overridden("cap_add: [A, B]", "cap_add: [B, C]"),
  cap_drop: overridden("cap_drop: [ALL]", "cap_drop: [ALL, X]"),
  "security_opt is joined": overridden("security_opt: ['a:1']", "security_opt: ['b:2']"),
  "group_add is joined": overridden("group_add: [a]", "group_add: [b]"),
  "devices are joined": overridden("devices: [/dev/a]", "devices: [/dev/b]"),
  profiles: overridden("profiles: []", "profiles: []"),
  extra_hosts: overridden("extra_hosts: ['a=1.1.1.1']", "extra_hosts: ['b=2.2.2.2']"),
  "env_file is joined": {
    files: {
      "compose.yaml": serviceFile("env_file: a.env"),
      "compose.override.yaml": serviceFile("env_file: [b.env]", "", ""),
      "a.env": "A=1\nB=1\n",
      "b.env": "B=2\n",
    },
  },
  "depends_on, list on list": overridden("depends_on: [b]", "depends_on: [c]", bc),
  "depends_on, map on list": overridden(
    "depends_on: [b, c]",
    "depends_on: { b: { condition: service_healthy } }",
    bc,
  ),
  "depends_on, list on map": overridden(
    "depends_on: { b: { condition: service_healthy } }",
    "depends_on: [b, c]",
    bc,
  ),
  "links are joined": overridden("links: [b]", "links: [c, b]", bc),
  "networks, list on list": overridden("networks: [x]", "networks: [y]", nets),
  "networks, map on list": overridden(
    "networks: [x, y]",
    "networks: { x: { aliases: [q] } }",
    nets,
  ),
  "networks, map on map": overridden(
    "networks: { x: { aliases: [p], ipv4_address: 10.0.0.2 } }",
    "networks: { x: { aliases: [q] }, z: }",
    nets,
  ),
  "configs by target": overridden(
    "configs: [one, { source: two, target: /t }]",
    "configs: [{ source: one, target: /t }]",
    "configs: { one: { file: ./1 }, two: { file: ./2 } }",
  ),
  "secrets by target": overridden(
    "secrets: [one]",
    "secrets: [{ source: two, target: /run/secrets/one }, two]",
    "secrets: { one: { file: ./1 }, two: { file: ./2 } }",
  ),
  ulimits: overridden(
    "ulimits: { nofile: 10, nproc: 5 }",
    "ulimits: { nofile: { soft: 1, hard: 2 } }",
  ),
  "ulimits, a number on a map": overridden(
    "ulimits: { nofile: { soft: 1, hard: 2 } }",
    "ulimits: { nofile: 7 }",
  ),
  "logging of the same driver": overridden(
    "logging: { driver: json-file, options: { max-size: 1m } }",
    "logging: { driver: json-file, options: { max-file: 2 } }",
  ),
  "logging of another driver": overridden(
    "logging: { driver: json-file, options: { max-size: 1m } }",
    "logging: { driver: local }",
  ),
  "watching is joined": overridden(
    "build: .\ndevelop: { watch: [{ path: ./a, action: sync, target: /a }, { path: ./b, action: rebuild }] }",
    "develop: { watch: [{ path: ./a, action: rebuild }, { path: ./c, action: rebuild }] }",
  ),
  "watching is put in place": overridden(
    "build: .\ndevelop: { watch: [{ path: ./a, action: rebuild }] }",
    "develop: { watch: !override [{ path: ./b, action: rebuild }] }",
  ),
  "watching is taken away": overridden(
    "build: .\ndevelop: { watch: [{ path: ./a, action: rebuild }] }",
    "develop: !reset null",
  ),
  "replicas and limits": overridden(
    "deploy: { replicas: 2, mode: replicated, resources: { limits: { cpus: '0.5', memory: 50M, pids: 20 } } }",
    "deploy: { replicas: 3, resources: { limits: { memory: 1g }, reservations: { memory: 20m } } }",
  ),
  "limits of the service itself": overridden(
    "mem_limit: 64m\ncpus: 1.5\npids_limit: 10\nscale: 2",
    "mem_limit: 1g\nmem_reservation: 32m\ncpuset: 0-1\noom_score_adj: 100",
  ),
  "single values": overridden(
    "user: a\nworking_dir: /a\nhostname: a\nrestart: always\ntty: true\nplatform: linux/amd64",
    "user: b\nworking_dir: /b\nhostname: b\nrestart: 'no'\ntty: false\nplatform: linux/arm64",
  ),
  "single values by nothing stay": overridden("user: a\nhostname: h", "user:\nhostname:"),
  deploy: overridden(
    "deploy: { replicas: 1, labels: { a: 1 } }",
    "deploy: { replicas: 2, labels: [b=2] }",
  ),
  network_mode: overridden("command: x", "network_mode: host"),
  volumes_from: overridden("volumes_from: [b]", "volumes_from: [c]", bc),
  "a service of the override alone": overridden(
    "command: x",
    "command: y",
    "",
    "  z: { image: z }",
  ),
  "volumes of the top level": overridden(
    "volumes: ['v:/v', 'w:/w']",
    "command: x",
    "volumes: { v: { driver_opts: { a: 1 } }, w: }",
    "volumes: { v: { name: called, driver_opts: { b: 2 } } }",
  ),
  "networks of the top level": overridden(
    "networks: [x]",
    "command: x",
    "networks: { x: { ipam: { config: [{ subnet: 10.1.0.0/16 }] } } }",
    "networks: { x: { ipam: { config: [{ subnet: 10.2.0.0/16 }] }, name: called } }",
  ),
  "configs of the top level": overridden(
    "configs: [c]",
    "command: x",
    "configs: { c: { file: ./one } }",
    "configs: { c: { file: ./two } }",
  ),
  "the name of the later file": files(
    "name: one\nservices: { a: { image: i, volumes: ['v:/v'] } }\nvolumes: { v: }\n",
    "name: two\nservices: { a: { command: x } }\n",
  ),
  "!reset of a single value": overridden("user: a\nhostname: h", "user: !reset null"),
  "!reset of a list": overridden("ports: ['80:80']\nvolumes: [./a:/a]", "ports: !reset []"),
  "!reset of a variable": overridden(
    "environment: { A: 1, B: 2 }",
    "environment: { A: !reset null, C: 3 }",
  ),
  "!reset of a command": overridden("command: [a]\nentrypoint: [b]", "entrypoint: !reset null"),
  "!reset of a build": overridden("image: i\nbuild: .", "build: !reset null"),
  "!reset of a service": overridden(
    "command: x",
    "command: y",
    "  b: { image: i }",
    "  b: !reset {}",
  ),
  "!reset of a volume": overridden(
    "command: x",
    "command: y",
    "volumes: { v: , w: }",
    "volumes: { v: !reset null }",
  ),
  "!override of a list": overridden("ports: ['80:80', '81:81']", "ports: !override ['90:90']"),
  "!override of a map": overridden(
    "environment: { A: 1, B: 2 }",
    "environment: !override { C: 3 }",
  ),
  "!override of volumes": overridden("volumes: [./a:/a, ./b:/b]", "volumes: !override [./c:/c]"),
  "!override of dependencies": overridden("depends_on: [b, c]", "depends_on: !override [c]", bc),
  "!override of a build": overridden(
    "build: { context: ./a, args: { A: 1 } }",
    "build: !override { context: ./b }",
  ),
  "!override of a service": overridden(
    "command: x\nuser: u",
    "command: y",
    "  b: { image: i, command: x }",
    "  b: !override { image: j }",
  ),
  "an override that is a docker-compose.override.yml": {
    files: {
      "docker-compose.yml": serviceFile("command: x"),
      "docker-compose.override.yml": serviceFile("command: y", "", ""),
    },
  },
  "an override of the other family": {
    files: {
      "compose.yaml": serviceFile("command: x"),
      "docker-compose.override.yaml": serviceFile("command: y", "", ""),
    },
  },
  "two overrides: the first name counts": {
    files: {
      "compose.yaml": serviceFile("command: x"),
      "compose.override.yml": serviceFile("command: yml", "", ""),
      "compose.override.yaml": serviceFile("command: yaml", "", ""),
    },
  },
  "two main files: the first name counts": {
    files: {
      "docker-compose.yml": serviceFile("command: docker"),
      "compose.yml": serviceFile("command: compose"),
    },
  },
  "types that cannot be merged are refused": {
    ...overridden("volumes: [./a:/a]", "volumes: { a: b }"),
    rejected: true,
  },
  "three files in their order": {
    files: {
      "one.compose.yaml": "",
      "compose.yaml": serviceFile("command: one\nenvironment: { A: 1, B: 1, C: 1 }"),
      "compose.two.yaml": serviceFile("environment: { B: 2, C: 2 }\nvolumes: [./a:/a]", "", ""),
      "compose.three.yaml": serviceFile(
        "command: three\nenvironment: [C=3]\nvolumes: [./c:/a]",
        "",
        "",
      ),
    },
    f: ["compose.yaml", "compose.two.yaml", "compose.three.yaml"],
  },
  "files that are named leave out the override": {
    files: {
      "compose.yaml": serviceFile("command: one"),
      "compose.override.yaml": serviceFile("command: override", "", ""),
      "compose.prod.yaml": serviceFile("user: prod", "", ""),
    },
    f: ["compose.yaml", "compose.prod.yaml"],
  },
  "paths of a later file start from the first": {
    files: {
      "compose.yaml": serviceFile("volumes: [./a:/a]"),
      "deploy/compose.prod.yaml": serviceFile(
        "volumes: [./b:/b]\nbuild: ./app\nenv_file: x.env",
        "",
        "",
      ),
      "x.env": "X=1\n",
    },
    f: ["compose.yaml", "deploy/compose.prod.yaml"],
  },
  "COMPOSE_FILE in .env": {
    files: {
      ".env": "COMPOSE_FILE=compose.yaml:compose.dev.yaml\n",
      "compose.yaml": serviceFile("command: one"),
      "compose.dev.yaml": serviceFile("command: dev", "", ""),
      "compose.override.yaml": serviceFile("command: override", "", ""),
    },
  },
  "COMPOSE_FILE with a separator of its own": {
    files: {
      ".env": "COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=compose.yaml,compose.dev.yaml\n",
      "compose.yaml": serviceFile("command: one"),
      "compose.dev.yaml": serviceFile("command: dev", "", ""),
    },
  },
  "anchors on both sides": files(
    "x-e: &e { A: 1 }\nservices: { a: { image: i, environment: *e }, b: { image: i, environment: *e } }\n",
    "x-e: &e { B: 2 }\nservices: { a: { environment: *e } }\n",
  ),
};
