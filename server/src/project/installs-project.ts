import type { Container } from "./project.ts";

/** Some step of the Dockerfile installs the project itself, and with it modules of any name. */
export function installsProject({ image }: Container): boolean {
  const runs = (image?.dockerfile.stages ?? []).flatMap(({ instructions }) =>
    instructions.flatMap((instruction) =>
      instruction.kind === "RUN" && instruction.command.form === "shell"
        ? [instruction.command.text.text, ...instruction.heredocs.map(({ body }) => body.text)]
        : [],
    ),
  );
  return runs.some(
    (text) =>
      /\bpip3?\s+install\b[^&;|\n]*\s(-e\s|--editable|["']?\.["']?(\[|\s|$)|["']?\.\/)/.test(
        text,
      ) ||
      /\bpoetry\s+install\b(?![^&;|\n]*--no-root)/.test(text) ||
      /\buv\s+sync\b(?![^&;|\n]*--no-install-project)/.test(text) ||
      /\bsetup\.py\b/.test(text),
  );
}
