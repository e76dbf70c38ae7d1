import { serviceFile, type TestProject, type TestProjects } from "./project.ts";

/** A main file, and others beside it. */
const extending = (body: string, more: Record<string, string>, others = ""): TestProject => ({
  files: { "compose.yaml": serviceFile(body, others, ""), ...more },
});

const common = (body: string) => ({ "common.yaml": serviceFile(body).replace("  a:", "  base:") });

const including = (
  include: string,
  more: Record<string, string>,
  rest = "services: { a: { image: i } }",
): TestProject => ({
  files: { "compose.yaml": `include: ${include}\n${rest}\n`, ...more },
});

const db = "services: { db: { image: db, volumes: ['./data:/data', 'v:/v'] } }\nvolumes: { v: }\n";

/** Services of other files, by `extends` and by `include`. */
export const elsewhere: TestProjects = {
  "extends: a service of the same file": extending(
    "extends: base\ncommand: x",
    {},
    "  base: { image: i, user: u, command: y }",
  ),
  "extends: the long form without a file": extending(
    "extends: { service: base }",
    {},
    "  base: { image: i, volumes: [./a:/a] }",
  ),
  "extends: a service of another file": extending(
    "extends: { file: common.yaml, service: base }\nuser: me",
    common("user: you\ncommand: [x]"),
  ),
  "extends: in a circle is refused": {
    ...extending("extends: b", {}, "  b: { extends: a, image: i }"),
    rejected: true,
  },
  "extends: nobody is refused": { ...extending("image: i\nextends: nobody", {}), rejected: true },
  "extends: a file that is not there is refused": {
    ...extending("image: i\nextends: { file: nowhere.yaml, service: base }", {}),
    rejected: true,
  },
  "extends: a chain in one file": extending(
    "extends: b\nuser: a",
    {},
    "  b: { extends: c, hostname: b }\n  c: { image: c, command: c, user: c }",
  ),
  "extends: a chain over files": extending("extends: { file: sub/one.yaml, service: one }", {
    "sub/one.yaml":
      "services: { one: { extends: { file: deeper/two.yaml, service: two }, volumes: [./one:/one] } }\n",
    "sub/deeper/two.yaml":
      "services: { two: { image: two, volumes: [./two:/two], build: ./ctx } }\n",
  }),
  "extends: a service that extends in its own file": extending(
    "extends: { file: sub/one.yaml, service: one }",
    {
      "sub/one.yaml":
        "services: { one: { extends: zero, user: one }, zero: { image: zero, env_file: z.env } }\n",
      "sub/z.env": "Z=1\n",
    },
  ),
  "extends: paths of another folder": extending(
    "extends: { file: sub/common.yml, service: base }\nvolumes: [./mine:/mine]",
    {
      "sub/common.yml":
        "services: { base: { build: { context: ./app, dockerfile: D }, env_file: [e.env], volumes: [./theirs:/theirs, ../up:/up] } }\n",
      "sub/e.env": "E=1\n",
    },
  ),
  "extends: a build of another folder without a context": extending(
    "extends: { file: sub/c.yaml, service: base }",
    {
      "sub/c.yaml": "services: { base: { build: { dockerfile: D } } }\n",
    },
  ),
  "extends: everything is merged as in an override": extending(
    "extends: base\nenvironment: [B=2]\nports: ['81:81']\nvolumes: [./b:/a]\ncommand: [x]\ndepends_on: [c]\nlabels: { l: 2 }\ncap_add: [Y]",
    {},
    "  base: { image: i, environment: { A: 1, B: 1 }, ports: ['80:80'], volumes: [./a:/a], command: y z, depends_on: { b: { condition: service_healthy } }, labels: [k=1], cap_add: [X] }\n  b: { image: i }\n  c: { image: i }",
  ),
  "extends: !reset of what the base says": extending(
    "extends: base\nports: !reset []\nuser: !reset null",
    {},
    "  base: { image: i, ports: ['80:80'], user: u }",
  ),
  "extends: !override of what the base says": extending(
    "extends: base\nenvironment: !override { B: 2 }",
    {},
    "  base: { image: i, environment: { A: 1 } }",
  ),
  "extends: variables of the main project": {
    ...extending("extends: { file: sub/c.yaml, service: base }", {
      "sub/c.yaml": "services: { base: { image: 'i${V:-none}' } }\n",
      "sub/.env": "V=sub\n",
      ".env": "V=main\n",
    }),
  },
  "extends: networks and configs of the base": extending(
    "extends: base\nnetworks: [y]\nconfigs: [d]",
    {},
    "  base: { image: i, networks: [x], configs: [c] }\nnetworks: { x: , y: }\nconfigs: { c: { file: ./c }, d: { file: ./d } }",
  ),
  "extends: healthcheck and logging": extending(
    "extends: base\nhealthcheck: { retries: 9 }\nlogging: { options: { b: '2' } }",
    {},
    "  base: { image: i, healthcheck: { test: [CMD, x] }, logging: { driver: local, options: { a: '1' } } }",
  ),
  "extends: two services of one base": extending(
    "extends: base\ncommand: a",
    {},
    "  b: { extends: base, command: b }\n  base: { image: i, volumes: [./x:/x] }",
  ),
  "extends: a base with a profile": extending(
    "extends: base\nprofiles: !reset []",
    {},
    "  base: { image: i, profiles: [p] }",
  ),
  "extends: in an override file": {
    files: {
      "compose.yaml": serviceFile("command: x\nvolumes: [./a:/a]"),
      "compose.override.yaml": "services: { a: { extends: { file: c.yaml, service: base } } }\n",
      "c.yaml": "services: { base: { image: c, user: c, volumes: [./c:/c] } }\n",
    },
  },
  "extends: an anchor beside it": {
    files: {
      "compose.yaml":
        "x-f: &f { user: f }\nservices:\n  base: { image: i, user: b }\n  a:\n    <<: *f\n    extends: base\n",
    },
  },

  "include: a file": including("[db.yaml]", { "db.yaml": db }),
  "include: a file of another folder": including("[sub/db.yaml]", { "sub/db.yaml": db }),
  "include: the long form": including("[{ path: sub/db.yaml }]", { "sub/db.yaml": db }),
  "include: several files laid over each other": including(
    "[{ path: [sub/db.yaml, sub/more.yaml] }]",
    {
      "sub/db.yaml": db,
      "sub/more.yaml": "services: { db: { command: more, volumes: [./more:/data] } }\n",
    },
  ),
  "include: a folder of its own": including("[{ path: sub/db.yaml, project_directory: sub }]", {
    "sub/db.yaml": db,
  }),
  "include: its own .env": including("[sub/x.yaml]", {
    "sub/x.yaml": "services: { x: { image: 'x${V:-none}', environment: [V] } }\n",
    "sub/.env": "V=sub\n",
  }),
  "include: the .env of the main project counts more": including("[sub/x.yaml]", {
    "sub/x.yaml": "services: { x: { image: 'x${V:-none}${W:-none}' } }\n",
    "sub/.env": "V=sub\nW=sub\n",
    ".env": "V=main\n",
  }),
  "include: an env file": including("[{ path: sub/x.yaml, env_file: other.env }]", {
    "sub/x.yaml": "services: { x: { image: 'x${V:-none}' } }\n",
    "sub/.env": "V=sub\n",
    "other.env": "V=other\n",
  }),
  "include: env files in their order": including(
    "[{ path: sub/x.yaml, env_file: [one.env, two.env] }]",
    {
      "sub/x.yaml": "services: { x: { image: 'x${V}${W}' } }\n",
      "one.env": "V=1\nW=1\n",
      "two.env": "W=${V}2\n",
    },
  ),
  "include: what includes in its turn": including("[sub/one.yaml]", {
    "sub/one.yaml":
      "include: [deeper/two.yaml]\nservices: { one: { image: one, volumes: [./one:/one] } }\n",
    "sub/deeper/two.yaml": "services: { two: { image: two, volumes: [./two:/two] } }\n",
  }),
  "include: in a circle is refused": {
    ...including("[sub/one.yaml]", {
      "sub/one.yaml": "include: [../compose.yaml]\nservices: { one: { image: one } }\n",
    }),
    rejected: true,
  },
  "include: a file that is not there is refused": {
    ...including("[nowhere.yaml]", {}),
    rejected: true,
  },
  "include: what both define is refused": {
    ...including("[db.yaml]", { "db.yaml": db }, "services: { db: { image: other } }"),
    rejected: true,
  },
  "include: what both define alike": including(
    "[n.yaml]",
    { "n.yaml": "networks: { n: }\nservices: { x: { image: x, networks: [n] } }\n" },
    "services: { a: { image: i, networks: [n] } }\nnetworks: { n: }",
  ),
  "include: a dependency on what is included": including(
    "[db.yaml]",
    { "db.yaml": db },
    "services: { a: { image: i, depends_on: [db] } }",
  ),
  "include: networks, configs and secrets": including("[sub/x.yaml]", {
    "sub/x.yaml":
      "services: { x: { image: x, networks: [n], configs: [c], secrets: [s] } }\nnetworks: { n: }\nconfigs: { c: { file: ./c.conf } }\nsecrets: { s: { file: ./s.txt } }\n",
  }),
  "include: what an override file changes of it": {
    files: {
      "compose.yaml": "include: [db.yaml]\nservices: { a: { image: i } }\n",
      "db.yaml": db,
      "compose.override.yaml": "services: { db: { command: changed, volumes: [./o:/data] } }\n",
    },
  },
  "include: of an override file": {
    files: {
      "compose.yaml": "services: { a: { image: i } }\n",
      "compose.override.yaml": "include: [db.yaml]\n",
      "db.yaml": db,
    },
  },
  "include: extends in what is included": including("[sub/x.yaml]", {
    "sub/x.yaml": "services: { x: { extends: { file: base.yaml, service: b } } }\n",
    "sub/base.yaml": "services: { b: { image: b, volumes: [./b:/b] } }\n",
  }),
  "extends: watching, and folders of another folder": extending(
    "extends: { file: sub/base.yaml, service: b }\ndevelop: { watch: [{ path: ./own, action: rebuild }] }",
    {
      "sub/base.yaml":
        "services: { b: { build: ., develop: { watch: [{ path: ./src, action: sync, target: /src }] } } }\n",
    },
  ),
  "include: watching, and volumes that are folders": including("[sub/x.yaml]", {
    "sub/x.yaml": `services:
  x:
    build: .
    volumes: ['data:/data']
    develop: { watch: [{ path: ./src, action: sync, target: /src, ignore: [x/] }] }
volumes: { data: { driver: local, driver_opts: { type: none, o: bind, device: ./data } } }
`,
  }),
  "include: profiles": including("[x.yaml]", {
    "x.yaml": "services: { x: { image: x, profiles: [p] } }\n",
  }),
};
