import type { Container } from "./project.ts";

/** The machine that a container is meant for, in GOARCH's names; undefined where the source names none. */
export function machineOf({
  service,
  image,
}: Pick<Container, "service" | "image">): string | undefined {
  const stage = image?.stage.platform?.text;
  const platform = service?.platform?.unknown ? undefined : (service?.platform?.text ?? stage);
  // os/arch/variant; a variable of the builder names none.
  const [, machine] = /^linux\/([a-z0-9]+)(?:\/\w+)?$/.exec(platform ?? "") ?? [];
  return machine && (names[machine] ?? machine);
}

/** As the platform may be called otherwise (containerd, platforms/database.go). */
const names: Readonly<Record<string, string>> = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  i386: "386",
  armhf: "arm",
  armel: "arm",
};
