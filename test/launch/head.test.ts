import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readHead } from "../../server/src/launch/head.ts";

const text = (value: string) => readHead(new TextEncoder().encode(value));

test("a shebang as the kernel reads it: one interpreter, one argument, blanks around", () => {
  assert.deepEqual(text("#! /usr/bin/env  python3 -u \necho"), {
    kind: "script",
    interpreter: "/usr/bin/env",
    argument: "python3 -u",
    crlf: false,
  });
});

test("a carriage return belongs to the name of the interpreter", () => {
  assert.deepEqual(text("#!/bin/sh\r\necho\r\n"), {
    kind: "script",
    interpreter: "/bin/sh\r",
    crlf: true,
  });
});

const others: readonly [name: string, bytes: Uint8Array | string, what: string][] = [
  ["an empty file", "", "empty"],
  ["text", "echo hello\n", "text"],
  ["a byte order mark", "\ufeff#!/bin/sh\n", "byte-order-mark"],
  ["a blank line first", "\n#!/bin/sh\n", "blank-before-shebang"],
  ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x23, 0x00), "utf-16"],
  ["a Git LFS pointer", "version https://git-lfs.github.com/spec/v1\n", "git-lfs-pointer"],
  ["a page that was downloaded in its place", "<!DOCTYPE html>\n<html>", "html"],
  ["a program for Windows", "MZ\u0090\u0000", "pe"],
  ["a program for macOS", Uint8Array.of(0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1), "mach-o"],
  ["bytes of no known kind", Uint8Array.of(1, 0, 2, 0), "binary"],
  ["an ELF that ends within its header", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1), "binary"],
];

for (const [name, bytes, what] of others) {
  test(`${name} is ${what}`, () => {
    const head = typeof bytes === "string" ? text(bytes) : readHead(bytes);
    assert.equal(head.kind, "other");
    assert.equal(head.kind === "other" && head.what, what);
  });
}

test("the program that runs this test is an ELF with a loader", {
  skip: process.platform !== "linux",
}, () => {
  const head = readHead(readFileSync(process.execPath).subarray(0, 4096));
  assert.equal(head.kind, "elf");
  assert.match((head.kind === "elf" && head.loader) || "", /^\/lib.*\/ld-/);
});

test("a program may be shorter than the header of its format", () => {
  const bytes = new Uint8Array(45);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1]);
  view.setUint16(16, 2, true); // e_type: executable
  view.setUint16(18, 3, true); // e_machine: 386
  view.setUint32(28, 4, true); // e_phoff
  view.setUint16(42, 32, true); // e_phentsize
  bytes[44] = 1; // e_phnum, its second byte is beyond the end
  assert.deepEqual(readHead(bytes), { kind: "elf", machine: "386" });
  bytes[5] = 0; // EI_DATA, which Linux does not look at
  assert.deepEqual(readHead(bytes), { kind: "elf", machine: "386" });
});
