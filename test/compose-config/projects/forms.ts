import { service, type TestProjects } from "./project.ts";

const twoVolumes = "volumes: { data: , other: { name: theirs, external: true } }";

/** The short and the long form of every key that has both, and the types of plain values. */
export const forms: TestProjects = {
  "a bind mount, relative": service("volumes: [./src:/app]"),
  "a bind mount from above": service("volumes: [../src:/app:ro]"),
  "a bind mount, absolute, with options": service("volumes: ['/srv:/srv:ro,z', '/x:/x:rw']"),
  "a bind mount of a home folder": service("volumes: [~/x:/x]"),
  "named and anonymous volumes": service(
    "volumes: [data:/d, /anonymous, 'other:/o:nocopy']",
    twoVolumes,
  ),
  "a volume whose target ends in a slash": service("volumes: [./a:/a/, './b:/b/../c']"),
  "the same target twice": service("volumes: [./a:/a, ./b:/a, ./c:/c]"),
  "long mounts": service(
    `volumes:
  - { type: bind, source: ./a, target: /a, read_only: true, bind: { create_host_path: false } }
  - { type: volume, source: data, target: /d, volume: { nocopy: true } }
  - { type: volume, target: /e }
  - { type: tmpfs, target: /t, tmpfs: { size: 10m } }`,
    twoVolumes,
  ),
  "a mount whose source ends in a slash": service("volumes: ['./a/:/a', '/srv/:/srv']"),
  "a mount whose target is not known": service("volumes: ['./a:/home/${NOBODY}/a', ./b:/b]"),
  "switches in words": service(
    "privileged: yes\ntty: 'on'\nrestart: 'no'\npull_policy: if_not_present",
  ),
  "tmpfs as a text": service("tmpfs: /t:size=1m,mode=1777"),
  "tmpfs as a list": service("tmpfs: [/t, /u:size=1m]"),
  "ports, short": service("ports: ['80', '8080:80', '127.0.0.1:9090:90', '53:53/udp', 3000]"),
  "ports, ranges": service(
    "ports: ['3000-3002:3000-3002', '8000-8010:80', '5000-5001', '127.0.0.1::70']",
  ),
  "ports, long": service(
    `ports:
  - { target: 80, published: 8080, protocol: tcp, mode: host }
  - { target: 53, published: "53", protocol: udp, host_ip: 10.0.0.1 }
  - target: 9`,
  ),
  "ports of IPv6": service("ports: ['[::1]:6001:6001']"),
  "a build as a text": service("build: ./app"),
  "a build with all its parts": service(
    `build:
  context: app
  dockerfile: docker/Dockerfile.dev
  target: dev
  args: { A: 1, B: "2", C: true, D: 3.10 }
  additional_contexts: { base: ./base, remote: "docker-image://alpine" }`,
  ),
  "a build with lists": service(
    "build: { context: ., args: [A=1, B=2=3], additional_contexts: [base=./base] }",
  ),
  "a build with a Dockerfile inline": service(
    'build: { context: ., dockerfile_inline: "FROM a\\nRUN b\\n" }',
  ),
  "a build without a context": service("build: { dockerfile: D }"),
  "a build from a repository": service("build: 'https://github.com/docker/compose.git#main:dir'"),
  "an image beside a build": service("image: me/app:1\nbuild: ."),
  "depends_on as a list": service("depends_on: [b, c]", "  b: { image: i }\n  c: { image: i }"),
  "depends_on as a map": service(
    "depends_on: { b: { condition: service_healthy }, c: { condition: service_completed_successfully, required: false } }",
    "  b: { image: i }\n  c: { image: i }",
  ),
  "links, namespaces and volumes of others are dependencies": service(
    "links: [b, 'c:alias']\nnetwork_mode: 'service:d'\npid: 'service:e'\nvolumes_from: ['f:ro', 'container:x']",
    "  b: { image: i }\n  c: { image: i }\n  d: { image: i }\n  e: { image: i }\n  f: { image: i }",
  ),
  "environment as a map": service("environment: { A: 1, B: 'x y', C: true, D: 1.50, E: '', F: }"),
  "environment as a list": service("environment: [A=1, 'B=x y', C=, D=a=b, E]"),
  "environment with odd values": service(
    "environment: { A: 0755, B: 0x1F, C: 1_000, D: 1e3, E: .5, F: yes, G: ~, H: 0o17 }",
  ),
  "a command as a text": service(`command: sh -c "echo 'a b' && x" --flag=1`),
  "a command with backslashes": service('command: \'a\\ b "c\\"d" e\\\\f\''),
  "a command as a list": service("command: [sh, -c, 'a b', '1', '']"),
  "a command over several lines": service(
    "command: >\n  python manage.py\n  runserver\n  0.0.0.0:8000",
  ),
  "a command with signs of a shell": service("command: a b && c"),
  "a command with a pipe in a word": service("command: a|b"),
  "a command that redirects": service("command: a 2>&1 x"),
  "a command that redirects a word": service("command: ab>x"),
  "a command with quoted signs": service("command: sh -c 'a && b; c' \"d|e\""),
  "a command with a substitution": service("command: echo $$(date +%s) x `a b` y"),
  "a command with escapes": service('command: a\\tb "c\\nd" "e\\xf"'),
  "a command with an empty word": service("command: a '' b"),
  "a command in brackets is refused": { ...service("command: (a)"), rejected: true },
  "a command with a quote that never ends is refused": {
    ...service("command: a 'b"),
    rejected: true,
  },
  "a context that is another service": service(
    "build: { context: ., additional_contexts: { b: 'service:b' } }",
    "  b: { build: ./b }",
  ),
  "a command with a comment sign": service('command: echo a#b "#c"'),
  "an empty command": service("command: []"),
  "an empty entrypoint": service("entrypoint: ''"),
  "no command": service("command:"),
  "an entrypoint": service("entrypoint: /entry.sh --x\ncommand: [y]"),
  "a healthcheck as a text": service(
    "healthcheck: { test: curl -f http://localhost, interval: 10s, retries: 3 }",
  ),
  "a healthcheck as a list": service("healthcheck: { test: [CMD, curl, x] }"),
  "a healthcheck that is switched off": service("healthcheck: { disable: true }"),
  configs: service(
    "configs: [one, { source: two, target: /etc/two, mode: 0440 }]",
    "configs: { one: { file: ./one.conf }, two: { content: 'text of ${X:-two}' } }",
  ),
  secrets: service(
    "secrets: [one, { source: two, target: second }]",
    "secrets: { one: { file: ./one.txt }, two: { environment: TWO } }",
  ),
  ulimits: service("ulimits: { nproc: 65535, nofile: { soft: 20000, hard: 40000 } }"),
  devices: service("devices: ['/dev/ttyUSB0:/dev/ttyUSB0:rw', /dev/snd, '/dev/a:/dev/b']"),
  "sysctls as a map": service("sysctls: { net.core.somaxconn: 1024, net.ipv4.tcp_syncookies: 0 }"),
  "sysctls as a list": service("sysctls: [net.core.somaxconn=1024]"),
  "labels as a map": service("labels: { com.a: b, com.c: 1, com.d: }"),
  "labels as a list": service("labels: [com.a=b, com.c]"),
  "extra_hosts as a list": service("extra_hosts: ['a:10.0.0.1', 'b=10.0.0.2', 'c:::1']"),
  "extra_hosts as a map": service("extra_hosts: { a: 10.0.0.1 }"),
  "dns as a text": service("dns: 8.8.8.8"),
  "dns as a list": service("dns: [8.8.8.8, 9.9.9.9]"),
  "networks as a list": service(
    "networks: [front, back]",
    "networks: { front: , back: { driver: bridge } }",
  ),
  "networks as a map": service(
    "networks: { back: { aliases: [x, y], ipv4_address: 172.20.0.5 }, front: }",
    "networks: { front: , back: { name: theirs, ipam: { config: [{ subnet: 172.20.0.0/16 }] } } }",
  ),
  "an external network": service("networks: [out]", "networks: { out: { external: true } }"),
  "an external volume in the old form": service(
    "volumes: ['v:/v']",
    "volumes: { v: { external: { name: w } } }",
  ),
  "volumes with drivers": service(
    "volumes: ['v:/v', 'w:/w']",
    "volumes: { v: { driver: local, driver_opts: { type: none, o: ro, device: /x } }, w: { labels: [a=b] } }",
  ),
  "volumes of folders": service(
    "volumes: ['one:/1', 'two:/2', 'three:/3', 'four:/4', 'five:/5']",
    `volumes:
  one: { driver: local, driver_opts: { type: none, o: bind, device: ./one } }
  two: { driver: local, driver_opts: { type: none, o: bind, device: ../two } }
  three: { driver_opts: { type: none, o: bind, device: ./three } }
  four: { driver: local, driver_opts: { type: none, o: "rw,bind", device: ./four } }
  five: { driver: local, driver_opts: { type: none, o: bind, device: /five } }`,
  ),
  switches: service("init: true\ntty: true\nstdin_open: true\nread_only: true\nprivileged: false"),
  names: service(
    "hostname: h\ndomainname: d\ncontainer_name: c\nuser: '1000:1000'\nworking_dir: /w\nplatform: linux/arm64",
  ),
  "a user that is a number is refused": { ...service("user: 1000"), rejected: true },
  capabilities: service(
    "cap_add: [NET_ADMIN, SYS_TIME]\ncap_drop: [ALL]\nsecurity_opt: ['no-new-privileges:true']\ngroup_add: [audio, 44]",
  ),
  memory: service("mem_limit: 64m\nshm_size: 1gb"),
  "memory in bytes": service("mem_limit: 67108864\nshm_size: '2048'"),
  "restarts and signals": service(
    "restart: unless-stopped\nstop_signal: SIGINT\nstop_grace_period: 5s",
  ),
  logging: service("logging: { driver: json-file, options: { max-size: 10m, max-file: 3 } }"),
  watching: service(
    "build: .\ndevelop: { watch: [{ path: ./src, action: sync, target: /src }, { path: package.json, action: rebuild }] }",
  ),
  "watching with all that there is": service(
    `build: .
develop:
  watch:
    - path: ./src/
      action: sync
      target: /src
      ignore: [node_modules/, "*.md"]
    - { path: ../shared, action: sync+restart, target: /shared }
    - { path: ./conf, action: restart, target: /conf }
    - path: /srv/\${DIR:-x}
      action: rebuild`,
  ),
  "watching for nothing": service("build: .\ndevelop: { watch: [] }"),
  "watching with an action that there is not is refused": {
    ...service("build: .\ndevelop: { watch: [{ path: ., action: synch, target: /src }] }"),
    rejected: true,
  },
  "watching without a target is refused": {
    ...service("build: .\ndevelop: { watch: [{ path: ., action: sync }] }"),
    rejected: true,
  },
  "watching without a path is refused": {
    ...service("build: .\ndevelop: { watch: [{ action: rebuild }] }"),
    rejected: true,
  },
  deploy: service("deploy: { replicas: 2, resources: { limits: { cpus: '0.5', memory: 50M } } }"),
  "a name": {
    files: { "compose.yaml": "name: called\nservices: { a: { image: i } }\nvolumes: { v: }\n" },
  },
  "a name in capitals": {
    files: {
      "compose.yaml":
        "name: Called_It.1\nservices: { a: { image: i, volumes: ['v:/v'] } }\nvolumes: { v: }\n",
    },
  },
  "anchors and merge keys": {
    files: {
      "compose.yaml": `x-base: &base
  image: base
  environment: &env { A: 1, B: 2 }
  volumes: [./a:/a]
x-more: &more { user: me, image: more }
services:
  a:
    <<: *base
    command: x
  b:
    <<: [*base, *more]
    environment: { <<: *env, B: 3 }
  c: *base
  d:
    <<: *more
    image: own
`,
    },
  },
  "fragments with x- at every level": service("x-mine: 1", "x-volumes: { v: 1 }"),
  "block texts": service(
    "environment:\n  A: |\n    one\n    two\n  B: >-\n    one\n    two\n  C: 'it''s'\n  D: \"a\\tb\"",
  ),
  "two documents": {
    files: {
      "compose.yaml":
        "services: { a: { image: i, command: x } }\n---\nservices: { a: { command: y }, b: { image: j } }\n",
    },
  },
  "a version": {
    files: { "docker-compose.yml": "version: '3.8'\nservices: { a: { image: i } }\n" },
  },
  "profiles that are not active": service(
    "",
    "  b: { image: i, profiles: [debug] }\n  c: { image: i, profiles: [x, debug] }",
  ),
  "an unknown key is refused": { ...service("imagine: x"), rejected: true },
  "a list of ports that is a text is refused": { ...service("ports: '80:80'"), rejected: true },
  "a dependency that is no service is refused": {
    ...service("depends_on: [nobody]"),
    rejected: true,
  },
  "a volume that nobody defines is refused": {
    ...service("volumes: ['nobody:/x']"),
    rejected: true,
  },
  "a service without image and build is refused": {
    files: { "compose.yaml": "services: { a: { command: x } }\n" },
    rejected: true,
  },
};
