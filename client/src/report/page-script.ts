import { markup } from "./markup.ts";

/**
 * All that runs in the report's page: a click sends the element's message; the editor's answer marks
 * the fixes that are done. That, what is open and how far it is scrolled are kept as the page's state,
 * since a hidden page is thrown away.
 */
export const pageScript = markup`
const editor = acquireVsCodeApi();
const report = document.body.dataset.report;
const before = editor.getState();
const state = before && before.report === report ? before : { report, done: [], notice: "", open: null, top: 0 };
const keep = () => editor.setState(state);

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-message]");
  if (!element) return;
  event.preventDefault();
  if (element.getAttribute("aria-disabled") === "true") return;
  editor.postMessage(JSON.parse(element.dataset.message));
});

window.addEventListener("message", ({ data }) => {
  Object.assign(state, { done: data.done, notice: data.notice });
  keep();
  show();
});

const all = [...document.querySelectorAll("details")];
if (state.open) all.forEach((details, i) => { details.open = state.open.includes(i); });
window.scrollTo(0, state.top);
show();
keep();

document.addEventListener("toggle", () => {
  state.open = all.flatMap((details, i) => (details.open ? [i] : []));
  keep();
}, true);
document.addEventListener("scrollend", () => {
  state.top = window.scrollY;
  keep();
});

function show() {
  for (const button of document.querySelectorAll("[data-fix]")) {
    if (!state.done.includes(button.dataset.fix) || button.classList.contains("done")) continue;
    // It stays focusable: a disabled button would throw a keyboard user back to the top.
    button.setAttribute("aria-disabled", "true");
    button.classList.add("done");
    button.prepend("✓ ");
  }
  document.getElementById("notice").textContent = state.notice;
}
`;
