import assert from "node:assert/strict";
import { test } from "node:test";
import type { FindingKind, Sighting } from "../../../src/explore/findings/finding-set.ts";
import { findingsFor, sortFindings } from "../../../src/explore/findings/finding-set.ts";
import type { Finding, Severity } from "../../../src/model/finding.ts";

const kind: FindingKind = { code: "odd", severity: "warning", rule: "nothing odd", expected: 0 };

function sightings(count: number): readonly Sighting[] {
  return Array.from({ length: count }, (_, index) => ({
    subject: `${String(count - index).padStart(3, "0")}.wav`,
    observed: 1,
    message: "Odd.",
  }));
}

test("up to 20 files are named one by one", () => {
  const findings = findingsFor(kind, sightings(20), String);
  assert.equal(findings.length, 20);
  assert.equal(findings[0]?.subject, "020.wav");
});

test("more are one finding, which names the first 20 and counts all", () => {
  const [finding, ...rest] = findingsFor(kind, sightings(1000), (count) => `${count} are odd.`);
  assert.deepEqual(rest, []);
  assert.equal(finding?.subject, "dataset");
  assert.equal(finding?.message, "1000 are odd.");
  assert.equal(finding?.evidence.count, 1000);
  assert.deepEqual(finding?.evidence.examples?.slice(0, 2), ["001.wav", "002.wav"]);
  assert.equal(finding?.evidence.examples?.length, 20);
});

test("gravest first, then by code, then by subject", () => {
  const finding = (severity: Severity, code: string, subject: string): Finding => ({
    severity,
    code,
    subject,
    message: "",
    evidence: { observed: null, expected: null, count: 1, rule: "" },
  });
  const sorted = [
    finding("error", "b", "1"),
    finding("error", "c", "0"),
    finding("warning", "a", "1"),
    finding("warning", "a", "2"),
    finding("info", "a", "0"),
  ];
  assert.deepEqual(sortFindings([...sorted].reverse()), sorted);
});
