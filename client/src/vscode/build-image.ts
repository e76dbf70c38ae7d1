import { ProcessExecution, Task, TaskScope, tasks } from "vscode";
import type { BuildCall } from "../build-call.ts";
import { setting } from "./connect.ts";

/** Runs a build in a terminal of its own, for the engine of the settings. Whether it ended well. */
export async function built({ name, program, words, folder }: BuildCall): Promise<boolean> {
  const host = setting("docker.host", "");
  const options = { cwd: folder, ...(host !== "" && { env: { DOCKER_HOST: host } }) };
  const run = new ProcessExecution(program, [...words], options);
  const task = new Task(
    { type: "process" },
    TaskScope.Workspace,
    `Build ${name}`,
    "Dockwright",
    run,
  );
  task.presentationOptions = { clear: true };
  const exitCode = new Promise<number | undefined>((resolve) => {
    const ended = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== task.name) return;
      ended.dispose();
      resolve(exitCode);
    });
  });
  await tasks.executeTask(task);
  return (await exitCode) === 0;
}
