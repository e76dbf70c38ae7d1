import { basename } from "../base/path.ts";

/**
 * What a program does that is started without a single argument: it reads commands from its input, which
 * a container without a terminal ends at once, or it says how it is used; undefined for all others.
 */
export function aloneOf(program: string): "reads its input" | "explains its usage" | undefined {
  const name = basename(program);
  if (/^(sh|bash|ash|dash|zsh|python[\d.]*|node|irb|php|ruby|iex|ipython)$/.test(name)) {
    return "reads its input";
  }
  return /^(java|npm|pnpm|poetry|pipenv|uv|uvicorn|daphne|celery|flask|dotnet|go|cargo)$/.test(name)
    ? "explains its usage"
    : undefined;
}
