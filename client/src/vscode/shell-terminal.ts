import { EventEmitter, type Pseudoterminal, ThemeIcon, window } from "vscode";
import type { Engine, TargetRequest } from "../docker/engine.ts";
import { visibleLine } from "../report/visible.ts";

/** Opens a terminal with a shell in the place of a container. */
export function openShellTerminal(
  request: TargetRequest,
  program: string,
  connect: (signal: AbortSignal) => Promise<Engine>,
): void {
  const name = visibleLine(request.kind === "image" ? request.reference : request.name);
  const pty = shellIn(name, (screen, signal) =>
    connect(signal).then((engine) => engine.shell(request, program, screen, signal)),
  );
  const iconPath = new ThemeIcon("package");
  window.createTerminal({ name: `In the place of ${name}`, iconPath, pty }).show();
}

type Run = (screen: Parameters<Engine["shell"]>[2], signal: AbortSignal) => Promise<void>;

function shellIn(name: string, run: Run): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<void>();
  const abort = new AbortController();
  let size = { columns: 80, rows: 24 };
  let input = (_: string) => {};
  let resized = () => {};
  const screen = {
    print: (text: string) => written.fire(text),
    size: () => size,
    onInput: (listener: (text: string) => void) => {
      input = listener;
    },
    onResize: (listener: () => void) => {
      resized = listener;
    },
  };
  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open(dimensions) {
      if (dimensions) size = dimensions;
      written.fire(
        `\u001b[2mThe image of ${name} with its mounts, user, directory and environment; no network.\r\nWhat is changed in a mount is changed. The container is removed when the shell ends.\u001b[0m\r\n`,
      );
      run(screen, abort.signal).then(
        () => closed.fire(),
        // The terminal stays, so that the words can be read.
        (error: Error) => written.fire(`\r\n${visibleLine(error.message)}\r\n`),
      );
    },
    close: () => abort.abort(),
    handleInput: (text) => input(text),
    setDimensions(dimensions) {
      size = dimensions;
      resized();
    },
  };
}
