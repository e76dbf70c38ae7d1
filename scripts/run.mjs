import { spawn } from "node:child_process";

/**
 * Runs a program to its end. What it prints is shown only when it fails, unless `show` is
 * "always". Rejects with the command and its last lines.
 */
export function run(command, args, { cwd, env = process.env, show = "on failure" } = {}) {
  return new Promise((resolve, reject) => {
    const stream = show === "always" ? "inherit" : "pipe";
    const stdio = ["ignore", stream, stream];
    const child = onWindows
      ? // npm and code are .cmd files there, which only a shell can start.
        spawn([command, ...args].map(quoted).join(" "), { cwd, env, stdio, shell: true })
      : spawn(command, args, { cwd, env, stdio });
    let output = "";
    child.stdout?.on("data", (data) => {
      output += data;
    });
    child.stderr?.on("data", (data) => {
      output += data;
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(failure([command, ...args].join(" "), code ?? signal, output)));
    });
  });
}

const onWindows = process.platform === "win32";

function quoted(word) {
  return /[\s&()]/.test(word) ? `"${word}"` : word;
}

function failure(commandLine, end, output) {
  const lines = output.trimEnd().split("\n").slice(-30).join("\n");
  return `\`${commandLine}\` ended with ${end}${lines && `:\n${lines}`}`;
}
