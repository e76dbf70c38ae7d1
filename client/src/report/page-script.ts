import { markup } from "./markup.ts";

/**
 * All that runs in the report's page: a click sends the element's message; the editor's answer marks
 * the fixes that are done. Both are kept as the page's state, since a hidden page is thrown away.
 */
export const pageScript = markup`
const editor = acquireVsCodeApi();
const page = document.body.dataset.page;
const kept = editor.getState();

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-message]");
  if (!element) return;
  event.preventDefault();
  if (element.getAttribute("aria-disabled") === "true") return;
  editor.postMessage(JSON.parse(element.dataset.message));
});

window.addEventListener("message", ({ data }) => {
  editor.setState({ page, done: data.done, notice: data.notice });
  show(data);
});

if (kept && kept.page === page) show(kept);

function show({ done, notice }) {
  for (const button of document.querySelectorAll("[data-fix]")) {
    if (!done.includes(button.dataset.fix) || button.classList.contains("done")) continue;
    // It stays focusable: a disabled button would throw a keyboard user back to the top.
    button.setAttribute("aria-disabled", "true");
    button.classList.add("done");
    button.prepend("✓ ");
  }
  document.getElementById("notice").textContent = notice;
}
`;
