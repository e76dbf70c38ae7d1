/** A reporter of node:test that only counts: suites are not tests, what is skipped has not passed. */
export default async function* count(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (data?.details?.type === "suite") continue;
    if (type === "test:fail") failed++;
    if (type !== "test:pass") continue;
    // Where nothing may be skipped, a skipped test has failed.
    if (data.skip === undefined) passed++;
    else if (process.env.CI) failed++;
  }
  yield JSON.stringify({ passed, failed });
}
