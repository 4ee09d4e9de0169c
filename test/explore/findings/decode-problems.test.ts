import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeProblems } from "../../../src/explore/findings/decode-problems.ts";
import { measuredExample } from "../../support/measured-examples.ts";

test("a file without audio is an error, a damaged one a warning; the reason is the message", () => {
  const reason = "the data chunk announces 10 bytes, the file has 4";
  const findings = decodeProblems([
    measuredExample("fine.wav"),
    measuredExample("cut.wav", { measurement: { problem: { code: "file-truncated", reason } } }),
    measuredExample("page.wav", {
      clip: null,
      measurement: { problem: { code: "file-unreadable", reason: "an HTML page" } },
    }),
    measuredExample("bare.wav", {
      clip: { frameCount: 0, durationSeconds: 0 },
      measurement: { problem: { code: "file-empty", reason: "no frame" } },
    }),
  ]);
  assert.deepEqual(
    findings.map(({ code, severity, subject, message }) => [code, severity, subject, message]),
    [
      ["file-empty", "error", "bare.wav", "no frame"],
      ["file-truncated", "warning", "cut.wav", reason],
      ["file-unreadable", "error", "page.wav", "an HTML page"],
    ],
  );
});

test("beyond a thousand files of one kind of trouble, one finding stands for all", () => {
  const problem = { code: "file-corrupt", reason: "a frame's check sum is wrong" } as const;
  const damaged = (count: number) =>
    decodeProblems(
      Array.from({ length: count }, (_, index) =>
        measuredExample(`${index}.wav`, { measurement: { problem } }),
      ),
    );
  assert.equal(damaged(1000).length, 1000);
  const [finding, ...rest] = damaged(1001);
  assert.deepEqual(rest, []);
  assert.deepEqual([finding?.subject, finding?.evidence.count], ["dataset", 1001]);
  assert.equal(finding?.evidence.examples?.length, 20);
});
