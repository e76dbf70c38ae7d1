import { entries, get, items, type Node, scalar } from "../compose/tree.ts";
import { takeOut } from "./edits.ts";
import type { Refusal, Rule } from "./refusal.ts";
import { known } from "./values.ts";

/** runc, libcontainer/configs/validate: what belongs to the IPC namespace. */
const ofIpc =
  /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|fs\.mqueue\..+)$/;

/** Kernel parameters that no container has of its own: a container may set those of its namespaces. */
export const sysctls: Rule = function* ({ body }, composeFile) {
  const all = get(body, "sysctls");
  const list = items(all).flatMap(({ item }) => {
    const value = scalar(item);
    return value ? [{ at: value, name: value.text.split("=")[0] ?? "" }] : [];
  });
  const map = entries(all).map(({ key, value }) => ({
    at: { ...key, end: Math.max(key.end, value.end) },
    name: key.text,
  }));
  for (const { at, name } of [...list, ...map]) {
    if (!/^[a-z]\w*(\.[\w*-]+)+$/.test(name)) continue;
    const refusal = refused(name, body);
    if (!refusal || !all) continue;
    const holder = body.entries.find(({ value }) => value === all);
    const edits = holder && takeOut(at, { holder: all, key: holder.key }, composeFile);
    yield {
      ...refusal,
      at,
      ...(edits && { fix: { title: `Take ${name} out, and set it on the host`, edits } }),
    };
  }
};

function refused(name: string, body: Node): Pick<Refusal, "message" | "said"> | undefined {
  const of = (mode: string) => known(body, mode)?.text === "host";
  if (name.startsWith("net.")) {
    if (!of("network_mode")) return undefined;
    return {
      message: `${name} cannot be set where the network is the host's (network_mode: host)`,
      said: `sysctl "${name}" not allowed in host network namespace`,
    };
  }
  if (ofIpc.test(name)) {
    if (!of("ipc")) return undefined;
    return {
      message: `${name} cannot be set where the memory is shared with the host (ipc: host)`,
      said: `sysctl "${name}" is not allowed in the hosts ipc namespace`,
    };
  }
  if (name === "kernel.hostname") {
    return {
      message: "a container's host name is set with hostname, not with kernel.hostname",
      said: 'sysctl "kernel.hostname" is not allowed as it conflicts with the OCI "hostname" field',
    };
  }
  // Newer runtimes let a user namespace have some of its own.
  if (name.startsWith("user.")) return undefined;
  if (name === "kernel.domainname" && !of("uts")) return undefined;
  return {
    message: `${name} belongs to the whole machine: a container may set net.*, fs.mqueue.* and the kernel.* of shared memory and messages`,
    said: `sysctl "${name}" is not in a separate kernel namespace`,
  };
}

/** getrlimit(2), and runc's table of them. */
const limits = new Set(
  "as core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack".split(
    " ",
  ),
);

/** Limits that are none, and soft ones above the hard one. */
export const ulimits: Rule = function* ({ options }) {
  for (const { name, soft, hard } of options.ulimits) {
    if (!limits.has(name.text)) {
      yield {
        at: name,
        message: `the kernel knows no limit "${name.text}": ${[...limits].join(", ")}`,
        said: `RLIMIT_${name.text.toUpperCase()}`,
      };
      continue;
    }
    const low = soft?.unknown ? undefined : soft;
    const high = hard?.unknown ? undefined : hard;
    if (!low || !high || !isNumber(low.text) || !isNumber(high.text)) continue;
    // -1 is no limit at all.
    if (high.text === "-1" || (low.text !== "-1" && Number(low.text) <= Number(high.text)))
      continue;
    yield {
      at: { ...name, end: Math.max(name.end, low.end, high.end) },
      message: `the soft limit of ${name.text} is ${low.text}, above the hard limit ${high.text}`,
      said: "error setting rlimits for ready process",
      fix: {
        title: `Raise the hard limit to ${low.text}`,
        edits: [{ span: high, newText: low.text }],
      },
    };
  }
};

function isNumber(text: string): boolean {
  return /^-?\d+$/.test(text);
}
