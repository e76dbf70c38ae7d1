import type { Diagnosis } from "../../server/src/protocol.ts";
import { at, story } from "./story.ts";

/** Markup, escape sequences and characters that turn text around, wherever others can put them. */
export const planted =
  "</pre></code>`````</script><script>alert(1)</script><img src=x onerror=alert(2)>" +
  '"onmouseover="alert(3)\' ![x](https://evil.example/x.png) | <!-- \u001b[2J\u001b]0;title\u0007' +
  "\u202egnp.exe\u2066\u200b\u0000\u009b31m\r \ud800";

/** Any of the characters that must not reach a reader. */
export const unseen = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}]/u;

/** The story with all its words replaced by the planted ones. */
export const hostile: Diagnosis = {
  ...story,
  target: { kind: "container", name: planted },
  findings: story.findings.map((finding) => ({
    ...finding,
    title: planted,
    cause: planted,
    docs: `javascript:alert(4)//${planted}`,
    message: planted,
    ignored: { reason: planted },
    at: { ...at("x", 0, 0, 0), uri: `file:///home/ann/shop/${planted}` },
    related: [{ at: { ...at("x", 0, 0, 0), uri: planted }, message: planted }],
    quotes: [
      { probe: planted, text: planted },
      { probe: "__proto__", text: planted },
    ],
    fixes: finding.fixes.map((fix) => ({ ...fix, title: planted })),
  })),
  chains: {
    image: {
      outcome: "unknown",
      steps: [
        {
          role: "program",
          asked: planted,
          absolute: `/at/${planted}`,
          path: `/${planted}`,
          links: [{ path: planted, target: planted }],
          fact: {
            kind: "file",
            head: { kind: "script", interpreter: planted, argument: planted, crlf: true },
          },
          verdict: "missing",
        },
      ],
    },
    container: {
      outcome: "unknown",
      steps: [
        {
          role: "program",
          asked: planted,
          absolute: `/at/${planted}`,
          path: planted,
          links: [],
          fact: { kind: "unknown", why: planted },
          verdict: "unknown",
        },
      ],
    },
  },
  experiments: [
    {
      change: { kind: "without-mount", destination: planted },
      outcome: { kind: "exited", exitCode: 1, text: planted },
    },
  ],
  engine: { name: planted, version: planted, architecture: planted, operatingSystem: planted },
  timing: [{ step: planted, ms: 1 }],
  shell: planted,
  ruledOut: [{ cause: planted, title: planted, why: planted }],
  gaps: [{ probe: planted, why: planted }],
  said: [
    { probe: "start", text: planted },
    { probe: "log", text: planted },
  ],
};
