import { existsSync } from "node:fs";
import { install, mayInstall } from "./apt.mjs";
import { which } from "./which.mjs";

/** The path of a Chromium, installed first where that is possible without asking. */
export async function ensureBrowser({ log = console.log } = {}) {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (existsSync(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH is ${wanted}, but there is no such file`);
  }
  const present = findBrowser();
  if (present) return present;
  if (mayInstall()) await install({ chromium: "chromium" }, log);
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    "no Chromium found: install Chromium or Google Chrome, or set CHROMIUM_PATH to its program",
  );
}

function findBrowser() {
  const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  for (const program of programs) {
    const path = which(program);
    if (path) return path;
  }
  return applications.find((path) => existsSync(path));
}

// These are not on the PATH where they are installed the usual way.
const applications = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
