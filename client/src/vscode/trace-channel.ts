import type { LogOutputChannel } from "vscode";
import { sourceRedactor } from "../../../server/src/redact.ts";

/** The same channel, for the messages between editor and server: whole files are in them, with their secrets. */
export function traceChannel(output: LogOutputChannel): LogOutputChannel {
  return new Proxy(output, {
    get(channel, name) {
      const value: unknown = Reflect.get(channel, name);
      if (typeof value !== "function") return value;
      return (...words: readonly unknown[]) =>
        value.apply(
          channel,
          words.map((word) => (typeof word === "string" ? sourceRedactor(word)(word) : word)),
        );
    },
  });
}
