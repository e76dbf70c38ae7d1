import type { IncomingMessage } from "node:http";
import type DockerModem from "docker-modem";
import type Docker from "dockerode";

export interface Call {
  readonly method: "GET" | "HEAD" | "POST" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The engine understood the call and said no, in its own words. */
export interface Refusal extends Error {
  readonly name: "Refusal";
  readonly status: number;
}

/**
 * One call of the engine's API. The answer is a stream, to be read or destroyed by the caller, whatever
 * its status is: dockerode's own methods read all of a log or fail without showing the headers, and put
 * the body of a create call (and so every secret in it) into the URL as well.
 */
export function call(docker: Docker, call: Call, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, path, query = {}, body = {} } = call;
  const modem: DockerModem = docker.modem;
  return new Promise((resolve, reject) => {
    modem.dial(
      {
        method,
        path: `${path}?`,
        isStream: true,
        statusCodes,
        abortSignal: signal,
        options: { _query: query, _body: body },
      },
      (error, answer) => (error ? reject(error) : resolve(answer as IncomingMessage)),
    );
  });
}

/** The same, with a Refusal where the engine says no. */
export async function demand(
  docker: Docker,
  request: Call,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const answer = await call(docker, request, signal);
  const status = answer.statusCode ?? 0;
  if (status < 400) return answer;
  throw refusal(status, messageIn((await read(answer, 64 * 1024)).toString()));
}

/** An answer in JSON. */
export async function json<Answer>(
  docker: Docker,
  request: Call,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = await demand(docker, request, signal);
  return JSON.parse((await read(answer, 64 * 1024 * 1024)).toString()) as Answer;
}

/** The first bytes of an answer; what is beyond the limit is never read. */
export async function read(answer: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

/** What went wrong, without the words that dockerode puts around it. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\(HTTP code \d+\) [^-]* - /, "").trim() || "no reason was told";
}

/** The HTTP status of what dockerode or `demand` threw. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("status" in error && typeof error.status === "number") return error.status;
  if ("statusCode" in error && typeof error.statusCode === "number") return error.statusCode;
  return undefined;
}

function refusal(status: number, message: string): Refusal {
  const error = new Error(message || `the engine answered ${status}`);
  return Object.assign(error, { name: "Refusal" as const, status });
}

function messageIn(text: string): string {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json && "message" in json) return String(json.message);
  } catch {
    // Not every error is JSON: proxies answer in their own ways.
  }
  return text.trim();
}

/** docker-modem wants each status that is no failure to it by name. */
const statusCodes = Object.fromEntries(
  [200, 201, 204, 304, 400, 401, 403, 404, 405, 406, 409, 500, 501, 502, 503].map((code) => [
    code,
    true,
  ]),
);
