/** A compose project as it lies in a folder, and how compose is called there. */
export interface TestProject {
  readonly files: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Files that are named with `-f`, in their order. */
  readonly f?: readonly string[];
  /** Compose refuses it. */
  readonly rejected?: true;
}

export type TestProjects = Readonly<Record<string, TestProject>>;

/** A project of one service `a`, by the lines of its body. */
export function service(body: string, more = ""): TestProject {
  return { files: { "compose.yaml": serviceFile(body, more) } };
}

/** One service `a` in `compose.yaml`, and what an override file says of it. */
export function overridden(body: string, over: string, more = "", moreOver = ""): TestProject {
  return {
    files: {
      "compose.yaml": serviceFile(body, more),
      "compose.override.yaml": serviceFile(over, moreOver, ""),
    },
  };
}

/** The text of a file with one service `a`, of an image unless it says otherwise. */
export function serviceFile(body: string, more = "", image = "image: i"): string {
  const lines = [...(/^(image|build):/m.test(body) ? [] : [image]), ...body.trim().split("\n")];
  const indented = lines.filter((line) => line !== "").map((line) => `    ${line}`);
  return `services:\n  a:\n${indented.join("\n")}\n${more}\n`;
}
