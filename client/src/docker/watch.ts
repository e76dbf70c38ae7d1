import { createInterface } from "node:readline";
import type Docker from "dockerode";
import { redactor } from "../../../server/src/redact.ts";
import { demand, json } from "./api.ts";
import { composeLabels } from "./compose-labels.ts";
import { earlyDeaths, type Moment } from "./early-death.ts";
import type { Death } from "./engine.ts";
import { probeLabel } from "./scratch.ts";

/** Tells of containers of compose projects that die right after their start. Ends with the engine or the signal. */
export async function watch(
  docker: Docker,
  tell: (death: Death) => void,
  signal: AbortSignal,
): Promise<void> {
  const query = {
    filters: JSON.stringify({
      type: ["container", "network"],
      event: ["start", "die", "kill", "connect", "disconnect"],
    }),
  };
  const events = await demand(docker, { method: "GET", path: "/events", query }, signal);
  const isDeath = earlyDeaths();
  for await (const line of createInterface({ input: events })) {
    const moment = momentOf(line);
    if (!moment || !isDeath(moment)) continue;
    const death = await deathOf(docker, moment.id, signal).catch(() => undefined);
    if (death) tell(death);
  }
}

/** Undefined for what is no container of a compose project, or lives. */
async function deathOf(
  docker: Docker,
  id: string,
  signal: AbortSignal,
): Promise<Death | undefined> {
  const path = `/containers/${id}/json`;
  const { State, Config, Name } = await json<Docker.ContainerInspectInfo>(
    docker,
    { method: "GET", path },
    signal,
  );
  const compose = composeLabels(Config.Labels);
  const failed = State.ExitCode !== 0 || State.Error;
  if (!compose || Config.Labels[probeLabel] || State.Running || !failed) return undefined;
  return {
    id,
    name: Name.replace(/^\//, ""),
    compose,
    exitCode: State.ExitCode,
    error: redactor(Config.Env ?? [])(State.Error ?? "").slice(0, 300),
  };
}

/** An event as the API writes it: https://docs.docker.com/reference/api/engine/#tag/System/operation/SystemEvents */
function momentOf(line: string): Moment | undefined {
  const event: unknown = JSON.parse(line);
  const kind = text(event, "Type");
  const actor = entry(event, "Actor");
  const attributes = entry(actor, "Attributes");
  const id = kind === "network" ? text(attributes, "container") : text(actor, "ID");
  const time = entry(event, "timeNano");
  if (id === undefined || typeof time !== "number") return undefined;
  const exitCode = text(attributes, "exitCode");
  return {
    what: `${kind} ${text(event, "Action")}`,
    id,
    at: time / 1e6,
    ...(exitCode !== undefined && { exitCode: Number(exitCode) }),
  };
}

function text(value: unknown, key: string): string | undefined {
  const found = entry(value, key);
  return typeof found === "string" ? found : undefined;
}

function entry(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
