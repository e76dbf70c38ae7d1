import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { predictions } from "../server/src/analysis/check.ts";
import { applyEdits } from "../server/src/base/text.ts";
import { ignoreEdit } from "../server/src/project/ignore-edit.ts";
import {
  checkRepository,
  projectOf,
  readRepository,
  repositoryOf,
  textIn,
  withTexts,
} from "./harness/repository.ts";

const stages = `FROM golang:1.22 AS build
RUN go build -o /out/api .

FROM alpine:3.20
COPY --from=biuld /out/api /api
CMD ["/api"]
`;
const unknownStage = "copy-from-unknown-stage";

test("a comment above an instruction covers it, with its reason", () => {
  const { left, ignored } = outcome({
    Dockerfile: stages.replace(
      "COPY",
      `# dockwright-ignore ${unknownStage} -- bake names it\nCOPY`,
    ),
  });
  assert.deepEqual(left, []);
  assert.deepEqual(ignored, [`${unknownStage}: bake names it`]);
});

test("further comments and blank lines may stand between", () => {
  const comment = `# dockwright-ignore ${unknownStage}, program-missing\n\n# the binary\n`;
  const { left, ignored } = outcome({ Dockerfile: stages.replace("COPY", `${comment}COPY`) });
  assert.deepEqual(left, []);
  assert.deepEqual(ignored, [`${unknownStage}: `]);
});

test("what is not named, or stands elsewhere, is found", () => {
  for (const comment of ["program-missing", "", "-- no cause", `${unknownStage} no dashes`]) {
    const text = stages.replace("COPY", `# dockwright-ignore ${comment}\nCOPY`);
    assert.deepEqual(outcome({ Dockerfile: text }).left, [unknownStage], comment);
  }
  const elsewhere = stages.replace("CMD", `# dockwright-ignore ${unknownStage}\nCMD`);
  assert.deepEqual(outcome({ Dockerfile: elsewhere }).left, [unknownStage]);
  const notAComment = stages.replace(
    "COPY",
    `RUN echo "# dockwright-ignore ${unknownStage}"\nCOPY`,
  );
  assert.deepEqual(outcome({ Dockerfile: notAComment }).left, [unknownStage]);
});

const compose = (...lines: string[]) =>
  ["services:", "  api:", "    image: redis:7", ...lines, ""].join("\n");

test("in a compose file it covers the entry below it, that beside it, or all that is indented below it", () => {
  const fine = "# dockwright-ignore env-file-missing -- CI writes it";
  const file = ["    env_file:", "      - api.env"];
  assert.deepEqual(outcome({ "compose.yaml": compose(...file) }).left, ["env-file-missing"]);
  for (const lines of [
    ["    env_file:", `      ${fine}`, "      - api.env"],
    ["    env_file:", `      - api.env ${fine}`],
    [`    ${fine}`, ...file],
    [`    ${fine}`, "    env_file:", "    - api.env"],
  ]) {
    const { left, ignored } = outcome({ "compose.yaml": compose(...lines) });
    assert.deepEqual(left, [], lines.join("\n"));
    assert.deepEqual(ignored, ["env-file-missing: CI writes it"]);
  }
  const whole = compose(...file).replace("  api:", `  ${fine}\n  api:`);
  assert.deepEqual(outcome({ "compose.yaml": whole }).left, []);
  const before = compose("    init: true", ...file).replace("true", `true ${fine}`);
  assert.deepEqual(outcome({ "compose.yaml": before }).left, ["env-file-missing"]);
});

test("the first line of a Dockerfile, where parser directives stand, gets no comment", () => {
  const repository = repositoryOf({ Dockerfile: 'FROM alpine:3.20\nCMD ["/api"]\n' });
  const edit = ignoreEdit(projectOf(repository), "program-missing", {
    file: "/repo/Dockerfile",
    start: 5,
    end: 16,
  });
  assert.deepEqual(edit?.newText, "\n# dockwright-ignore program-missing\n");
});

test("in a block of text the comment goes above its key", () => {
  const text = compose("    command: |", "      sh", "      -c", '      "uvicorn"');
  const repository = repositoryOf({ "compose.yaml": text });
  const start = text.indexOf('"uvicorn"');
  const at = { file: "/repo/compose.yaml", start, end: start + 9 };
  const edit = ignoreEdit(projectOf(repository), "program-missing", at);
  assert.equal(edit?.span.start, text.indexOf("    command:"));
  assert.equal(edit?.newText, "    # dockwright-ignore program-missing\n");
});

const fixtures = join(import.meta.dirname, "causes");
for (const cause of readdirSync(fixtures)) {
  test(`each finding of the cases of ${cause} is gone after its comment was written`, async () => {
    for (const name of readdirSync(join(fixtures, cause))) {
      const repository = await readRepository(join(fixtures, cause, name));
      for (const finding of checkRepository(repository)) {
        const edit = ignoreEdit(projectOf(repository), finding.cause.id, finding.at);
        const path = finding.at.file.slice(repository.root.length + 1);
        // A comment can only be seen in a file that is read, and needs a line to stand on.
        const room = textIn(repository, path).includes("\n");
        assert.equal(edit !== undefined, room, `${name}: ${path}`);
        if (!edit) continue;
        const text = applyEdits(textIn(repository, path), [edit]);
        const left = checkRepository(withTexts(repository, new Map([[path, text]])));
        const others = checkRepository(repository).filter(
          (other) => other.cause !== finding.cause || other.at.file !== finding.at.file,
        );
        const same = left.filter(({ message, cause: { id } }) => {
          return id === finding.cause.id && message === finding.message;
        });
        assert.deepEqual(same, [], `${name}: still there in\n${text}`);
        assert.deepEqual(
          others.filter(({ cause: { id } }) => !left.some((one) => one.cause.id === id)),
          [],
          `${name}: more than that one is gone`,
        );
      }
    }
  });
}

function outcome(files: Readonly<Record<string, string>>) {
  const repository = repositoryOf(files);
  return {
    left: checkRepository(repository).map(({ cause }) => cause.id),
    ignored: predictions(projectOf(repository))
      .filter(({ ignored }) => ignored)
      .map(({ cause, ignored }) => `${cause.id}: ${ignored?.reason ?? ""}`),
  };
}
