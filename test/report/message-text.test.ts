import assert from "node:assert/strict";
import { test } from "node:test";
import { messageText } from "../../client/src/vscode/message-text.ts";

test("words of others make no link in a notification, and hide nothing", () => {
  const words = "exec [click](command:x)\nthen \u202egnp";
  assert.equal(messageText(words), "exec [click] (command:x) then ⟨U+202E⟩gnp");
});
