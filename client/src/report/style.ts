import { markup } from "./markup.ts";

/**
 * The look of the report, in the colours of the reader's theme. What the editor does not define (a
 * report opened in a browser) falls back to the browser's own colours.
 */
export const style = markup`
:root {
  color-scheme: light dark;
  --text: var(--vscode-editor-foreground, CanvasText);
  --quiet: var(--vscode-descriptionForeground, GrayText);
  --back: var(--vscode-editor-background, Canvas);
  --quote: var(--vscode-textCodeBlock-background, rgba(128, 128, 128, 0.12));
  --line: var(--vscode-contrastBorder, color-mix(in srgb, var(--text) 28%, transparent));
  --bad: var(--vscode-testing-iconFailed, var(--vscode-errorForeground, #c72e2e));
  --good: var(--vscode-charts-green, #388a34);
  --open: var(--vscode-editorWarning-foreground, #9d6b00);
  --mono: var(--vscode-editor-font-family, ui-monospace, monospace);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  padding: 1.1rem clamp(1rem, 4vw, 2.5rem) 4rem;
  color: var(--text);
  background: var(--back);
  font: var(--vscode-font-size, 13px) / 1.55 var(--vscode-font-family, system-ui, sans-serif);
  overflow-wrap: anywhere;
}
main { max-width: 66rem; margin: 0 auto; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; }
h1 { font-size: 1.7em; margin: 0; }
h2 { font-size: 1.35em; margin: 2rem 0 0.6rem; }
#causes { margin-top: 1.2rem; }
h3 { font-size: 1.1em; margin: 0; }
p { margin: 0.4rem 0; max-width: 48rem; }
code, pre { font-family: var(--mono); font-size: 0.95em; }
code { background: none; color: inherit; padding: 0; }
pre { margin: 0; white-space: pre-wrap; }
a { color: var(--vscode-textLink-foreground, LinkText); text-decoration: underline; }
a code { color: inherit; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder, Highlight); outline-offset: 2px; }
.aside { color: var(--quiet); }
.sign { font-weight: 700; }

.top { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; justify-content: space-between; }
.tools { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.words {
  max-width: none;
  margin: 0.6rem 0;
  padding: 0.5rem 1rem;
  background: var(--quote);
  border-left: 4px solid var(--bad);
  font-size: 1.05em;
}
.summary { font-size: 1.15em; }
.notice:empty { display: none; }
.notice { padding: 0.5rem 0.8rem; border: 1px solid var(--good); }

button {
  font: inherit;
  line-height: 1.3;
  padding: 0.3rem 0.7rem;
  border: 1px solid var(--vscode-button-border, var(--line));
  border-radius: 3px;
  text-align: left;
  cursor: pointer;
}
button.primary {
  color: var(--vscode-button-foreground, ButtonText);
  background: var(--vscode-button-background, ButtonFace);
}
button.primary:hover { background: var(--vscode-button-hoverBackground, ButtonFace); }
button.secondary {
  /* High contrast names a colour for the text and none for the ground. */
  color: var(--vscode-button-secondaryForeground, var(--text));
  background: var(--vscode-button-secondaryBackground, transparent);
}
button.secondary:hover { background: var(--vscode-button-secondaryHoverBackground, transparent); }
button.done { color: var(--text); background: none; border: 1px dashed var(--line); cursor: default; }

.causes { list-style: none; counter-reset: cause; margin: 0; padding: 0; }
.causes > li { counter-increment: cause; margin: 0 0 1rem; }
.cause { border: 1px solid var(--line); border-left: 4px solid var(--bad); padding: 0.9rem 1.2rem 0.8rem; }
.cause.likely, .cause.possible { border-left-color: var(--open); }
.causes > li:not(:only-child) h3::before { content: counter(cause) ". "; }
.message { font-size: 1.05em; }
.fixes { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.7rem 0; }
.certainty .sign { color: var(--bad); }
.likely .certainty .sign, .possible .certainty .sign { color: var(--open); }
.evidence { margin: 0.6rem 0; }
.evidence dl { margin: 0.4rem 0 0; }
.evidence dl > div {
  display: grid;
  grid-template-columns: 11rem minmax(0, 1fr);
  gap: 0.2rem 1rem;
  padding: 0.4rem 0.8rem;
  background: var(--quote);
}
dl > div + div { margin-top: 2px; }
.evidence dt { color: var(--quiet); }
.evidence dd { margin: 0; }
.related { list-style: none; margin: 0.6rem 0; padding: 0; }
.related li::before { content: "↳ " / ""; color: var(--quiet); }

.chains {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
  column-gap: 1.2rem;
}
/* A heading and at most seven steps; rows without a step have no height. */
.chain { display: grid; grid-row: span 8; grid-template-rows: subgrid; align-content: start; }
.chain h3 { margin: 0.6rem 0 0.5rem; }
.chain ol {
  display: grid;
  grid-row: span 7;
  grid-template-rows: subgrid;
  list-style: none;
  margin: 0;
  padding: 0;
}
.chain li { position: relative; margin-bottom: 1.5rem; }
.chain li + li::before {
  content: "↓" / "";
  position: absolute;
  top: -1.5rem;
  left: 1.1rem;
  line-height: 1.5rem;
  color: var(--quiet);
}
.step { border: 1px solid var(--line); padding: 0.5rem 0.9rem; }
.step summary, .head { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 0.6rem; }
.step summary::after { content: "▸" / ""; grid-area: 1 / 3; color: var(--quiet); }
.step details[open] > summary::after { content: "▾" / ""; }
.step summary > *, .head > * { grid-column: 1 / -1; }
.step .role { grid-column: 1; color: var(--quiet); }
.step .marks {
  display: flex;
  flex-wrap: wrap;
  gap: 0.2rem 0.4rem;
  justify-content: end;
  grid-area: 1 / 2;
}
.step p { margin: 0.15rem 0 0; }
.step .asked { font-size: 1.05em; font-weight: 600; }
.step.ok { border-left: 4px solid var(--good); }
.step.ok .sign { color: var(--good); }
.step.broken { border: 2px solid var(--bad); border-left-width: 4px; }
.step.broken .sign { color: var(--bad); }
.step.unknown { border-style: dashed; border-left: 4px dashed var(--open); }
.step.unknown .sign { color: var(--open); }
.verdict { font-weight: 600; }
.step.apart { outline: 2px solid var(--vscode-focusBorder, Highlight); outline-offset: 3px; }
.mark {
  padding: 0 0.5rem;
  color: var(--text);
  border: 1px solid var(--vscode-focusBorder, Highlight);
  border-radius: 999px;
}
.mark.break { color: var(--back); background: var(--bad); border-color: var(--bad); font-weight: 600; }
.unreached { align-self: start; border: 1px dashed var(--line); padding: 0.5rem 0.9rem; color: var(--quiet); }

table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.8rem 0.4rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 400; }
tbody th { font-weight: 400; }
td { width: 38%; }
td.outcome { width: 16rem; }
td .sign { color: var(--bad); }
td.running .sign { color: var(--good); }
.timing { width: auto; }
.timing td { text-align: right; }
.timing tfoot th { font-weight: 400; color: var(--quiet); }
summary { cursor: pointer; }
dl dt { font-weight: 600; }
dl dd { margin: 0 0 0.5rem; }
.evidence dt { font-weight: 400; }
.log { background: var(--quote); padding: 0.7rem 1rem; max-height: 24rem; overflow: auto; }

@media (max-width: 44rem) {
  .evidence dl > div { grid-template-columns: minmax(0, 1fr); }
  .unreached { display: none; }
  thead { position: absolute; clip-path: inset(50%); }
  tr, tbody th, td, td.outcome { display: block; width: auto; }
  tr { border-top: 1px solid var(--line); padding: 0.4rem 0; }
  tbody th, td { border: 0; padding: 0.1rem 0; }
  tbody th { font-weight: 600; }
}
`;
