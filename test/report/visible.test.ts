import assert from "node:assert/strict";
import { test } from "node:test";
import { visible } from "../../client/src/report/visible.ts";

test("colours go, other escape sequences are shown", () => {
  assert.equal(visible("\u001b[1;31mError\u001b[0m \u001b[2K"), "Error ␛[2K");
});

test("a carriage return is shown, for it may be the cause", () => {
  assert.equal(visible("#!/bin/sh\r\n"), "#!/bin/sh␍\n");
});

test("bidi controls, byte order marks and zero widths are named", () => {
  assert.equal(visible("\ufeffa\u202eb\u200bc"), "⟨U+FEFF⟩a⟨U+202E⟩b⟨U+200B⟩c");
});

test("tabs, accents, emoji and other scripts stay as they are", () => {
  const text = "\tdonnées 日本語 עברית 👩‍💻 ❤️";
  assert.equal(visible(text), text);
});
