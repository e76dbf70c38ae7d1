import assert from "node:assert/strict";
import { test } from "node:test";
import { imageName, missingBuild, stageBuild } from "../client/src/build-call.ts";
import { renderHtml } from "../client/src/report/html.ts";
import type { Diagnosis } from "../server/src/protocol.ts";
import { fileName, story } from "./report/story.ts";

function unbuilt(file: string, builds = true): Diagnosis {
  const compose = { project: "shop", service: "web", workingDir: "/shop", configFiles: [file] };
  const target = { kind: "service", name: "web", compose } as const;
  return { ...story, target, missing: { image: "shop-web", builds } };
}

test("what nobody built is built where compose would, with the files that it reads by itself", () => {
  assert.deepEqual(missingBuild(unbuilt("/shop/compose.yaml")), {
    name: "web",
    program: "docker",
    words: ["compose", "build", "web"],
    folder: "/shop",
  });
  assert.deepEqual(missingBuild(unbuilt("/shop/compose.gpu.yaml"))?.words, [
    ...["compose", "--file", "/shop/compose.gpu.yaml"],
    ...["build", "web"],
  ]);
  assert.equal(missingBuild(unbuilt("C:\\shop\\docker-compose.yml"))?.folder, "C:\\shop");
});

test("an image that is to be pulled, and one that is here, are not built", () => {
  assert.equal(missingBuild(unbuilt("/shop/compose.yaml", false)), undefined);
  assert.equal(missingBuild(story), undefined);
});

test("the report offers the build, and says what it runs", () => {
  const page = (diagnosis: Diagnosis) => renderHtml(diagnosis, { nonce: "n", id: "1", fileName });
  const offer = />Build web<\/button> <code>docker compose build web<\/code>/;
  assert.match(page(unbuilt("/shop/compose.yaml")), offer);
  assert.doesNotMatch(page(unbuilt("/shop/compose.yaml", false)), offer);
});

test("the final stage of a Dockerfile is built in its folder, under a tag that is nobody's", () => {
  assert.deepEqual(stageBuild("/home/ada/My Shop_API/Dockerfile"), {
    name: "my-shop-api:dockwright",
    tag: "my-shop-api:dockwright",
    program: "docker",
    words: [
      ...["build", "--tag", "my-shop-api:dockwright"],
      ...["--file", "/home/ada/My Shop_API/Dockerfile", "."],
    ],
    folder: "/home/ada/My Shop_API",
  });
  assert.equal(imageName("/Dockerfile"), "image");
});
