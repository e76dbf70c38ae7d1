import type { Rule } from "./refusal.ts";
import { known, numberOf } from "./values.ts";

/** More than any machine has that runs containers: who writes it means thousandths. */
const most = 1024;

/** Shares of processors that no machine has, or that are said twice. */
export const cpus: Rule = function* ({ name, body }) {
  const share = known(body, "cpus") ?? known(body, "deploy", "resources", "limits", "cpus");
  const count = numberOf(share);
  if (share && count === undefined) {
    yield {
      at: share,
      message: `cpus is a number of processors such as 0.5, not ${share.text}`,
      said: `strconv.ParseFloat: parsing "${share.text}": invalid syntax`,
    };
  }
  if (share && count !== undefined && (count < 0 || count >= most)) {
    yield {
      at: share,
      message: `"${name.text}" asks for ${share.text} processors; a part of one is written 0.5`,
      said: "Range of CPUs is from 0.01 to …",
      ...(count > 0 && { certainty: "likely" }),
    };
  }
  for (const [key, what] of [
    ["cpu_period", "CPU Period"],
    ["cpu_quota", "CPU Quota"],
  ] as const) {
    const other = known(body, key);
    if (!share || !count || !other || !((numberOf(other) ?? 0) > 0)) continue;
    yield {
      at: other,
      message: `"${name.text}" has cpus and ${key}, and only one of them may say how much it gets`,
      said: `Conflicting options: Nano CPUs and ${what} cannot both be set`,
    };
  }
  const quota = known(body, "cpu_quota");
  const micros = numberOf(quota);
  if (quota && micros !== undefined && micros > 0 && micros < 1000) {
    yield {
      at: quota,
      message: `cpu_quota counts microseconds, and ${quota.text} is less than 1000`,
      said: "CPU cfs quota can not be less than 1ms (i.e. 1000)",
    };
  }
  const period = known(body, "cpu_period");
  const length = numberOf(period);
  if (period && length && (length < 1000 || length > 1_000_000)) {
    yield {
      at: period,
      message: `cpu_period counts microseconds from 1000 to 1000000, not ${period.text}`,
      said: "CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000)",
    };
  }
  const set = known(body, "cpuset");
  if (set && !isCpuList(set.text)) {
    yield {
      at: set,
      message: `cpuset lists processors as 0-3,6, not as ${JSON.stringify(set.text)}`,
      said: `Invalid value ${set.text} for cpuset cpus`,
    };
  }
};

/** moby, parsers.ParseUintList: numbers and rising ranges, no blanks. */
function isCpuList(text: string): boolean {
  return text.split(",").every((part) => {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    return part === "" ? text === "" : from !== undefined && Number(from) <= Number(to);
  });
}
