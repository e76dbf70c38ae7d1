import { nearest } from "../base/nearest.ts";
import { rewrite } from "./edits.ts";
import type { Rule } from "./refusal.ts";

/** capabilities(7), without the CAP_ that may stand in front. */
const all = `
  AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE
  DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE
  MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID
  SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO
  SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM
`
  .trim()
  .split(/\s+/);

/** Names that are no capability of Linux. */
export const capabilities: Rule = function* ({ options }, composeFile) {
  for (const [list, word] of [
    [options.capAdd, "CapAdd"],
    [options.capDrop, "CapDrop"],
  ] as const) {
    for (const value of list) {
      const name = value.text.toUpperCase().replace(/^CAP_/, "");
      if (value.unknown || name === "ALL" || all.includes(name)) continue;
      const meant = nearest(name, all);
      yield {
        at: value,
        message: `Linux has no capability "${value.text}"${meant ? `; did you mean ${meant}?` : ""}`,
        said: `invalid ${word}: unknown capability: "CAP_${name}"`,
        ...(meant && {
          fix: { title: `Name ${meant}`, edits: rewrite(value, meant, composeFile) },
        }),
      };
    }
  }
};
