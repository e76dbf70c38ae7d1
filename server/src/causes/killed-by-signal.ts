import { defineCause } from "./cause.ts";

/** What a signal that ends a program says of it: signal(7). */
const signals: Readonly<Record<number, string>> = {
  132: "SIGILL: it holds an instruction that this processor does not know",
  134: "SIGABRT: it gave up by itself",
  135: "SIGBUS: it reached beyond its memory",
  136: "SIGFPE: an arithmetic fault",
  137: "SIGKILL, and not for want of memory: somebody or something killed it",
  139: "SIGSEGV: it reached for memory that is not its own",
  143: "SIGTERM: it was asked to end",
};

export const killedBySignal = defineCause({
  id: "killed-by-signal",
  title: "A signal ended it",
  severity: "error",

  *confirm({ container }) {
    const what = container && signals[container.exitCode];
    if (!what || container.oomKilled || container.error || container.status !== "exited") return;
    yield {
      certainty: container.exitCode === 143 || container.exitCode === 137 ? "likely" : "certain",
      message: `ended by ${what} (exit code ${container.exitCode})`,
      quotes: [{ probe: "inspect", text: `State.ExitCode = ${container.exitCode}` }],
    };
  },
});
