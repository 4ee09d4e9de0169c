import assert from "node:assert/strict";
import { test } from "node:test";
import type { GateReport } from "../../src/model/verdict.ts";
import { gateAnnotations } from "../../src/report/gate-annotations.ts";
import { bencherMetrics, githubActionBenchmark } from "../../src/report/gate-benchmarks.ts";
import { commentMarker, gateComment } from "../../src/report/gate-comment.ts";
import { gateJunit } from "../../src/report/gate-junit.ts";
import { gateMarkdown } from "../../src/report/gate-markdown.ts";
import { gateSarif } from "../../src/report/gate-sarif.ts";
import { gateText } from "../../src/report/gate-text.ts";
import { plainText } from "../../src/report/text-line.ts";
import { expectGolden } from "../support/expect-golden.ts";
import {
  annotationComplaints,
  bencherComplaints,
  benchmarkComplaints,
  junitComplaints,
  sarifComplaints,
} from "../support/format-grammars.ts";
import { fullGateReport, hostileFullReport, sampleGateReport } from "../support/sample-gate-report.ts";

const reports: Readonly<Record<string, () => GateReport>> = {
  "of a pipeline": sampleGateReport,
  "of a pipeline and a dataset": fullGateReport,
  "of a dataset alone": () => ({ ...fullGateReport(), comparisons: [], hasPipeline: false }),
  "that is advisory": () => ({ ...sampleGateReport(), isAdvisory: true, machineDifferences: ["cpuModel"] }),
  "with hostile text": hostileFullReport,
};

for (const [name, make] of Object.entries(reports)) {
  test(`a verdict ${name} is well formed in every format`, () => {
    const report = make();
    assert.deepEqual(junitComplaints(gateJunit(report)), []);
    assert.deepEqual(sarifComplaints(gateSarif(report)), []);
    assert.deepEqual(annotationComplaints(gateAnnotations(report)), []);
    assert.deepEqual(benchmarkComplaints(githubActionBenchmark(report)), []);
    assert.deepEqual(bencherComplaints(bencherMetrics(report)), []);
  });
}

test("the grammars refuse what is not in them", () => {
  const junit = gateJunit(fullGateReport());
  const refused = (text: string): boolean => junitComplaints(text).length > 0;
  assert.ok(refused(junit.replace("</testsuite>", "")));
  assert.ok(refused(junit.replace('failures="', 'failures="9')));
  assert.ok(refused(junit.replace("<failure ", "<fault ").replace("</failure>", "</fault>")));
  assert.ok(refused(junit.replace(/ name="[^"]*" time/, " time")));
  const sarif = gateSarif(fullGateReport());
  assert.ok(sarifComplaints(sarif.replace('"2.1.0"', '"2.0.0"')).length > 0);
  assert.ok(sarifComplaints(sarif.replace('"level": "error"', '"level": "fatal"')).length > 0);
  assert.ok(sarifComplaints(sarif.replace('"text":', '"txt":')).length > 0);
  assert.ok(annotationComplaints("::fatal title=a::b\n").length > 0);
  assert.ok(annotationComplaints("::error title=a:b::c\nloose text\n").length > 0);
});

test("goldens of what people read", () => {
  const report = fullGateReport();
  expectGolden("report/gate-full.txt", plainText(gateText(report)));
  expectGolden("report/gate-full.md", gateMarkdown(report));
  expectGolden("report/gate.junit.xml", gateJunit(report));
  expectGolden("report/gate.sarif", gateSarif(report));
  expectGolden("report/gate-annotations.txt", gateAnnotations(report));
  expectGolden("report/gate-benchmark.json", githubActionBenchmark(report));
  expectGolden("report/gate-bencher.json", bencherMetrics(report));
});

test("JUnit: failures by category, what is open is skipped", () => {
  const text = gateJunit(fullGateReport());
  for (const type of [
    "PerformanceRegression",
    "MissingStage",
    "CounterChange",
    "ContractBreach",
    "DatasetChange",
  ]) {
    assert.match(text, new RegExp(`<failure type="${type}"`));
  }
  assert.match(text, /<skipped message="inconclusive: decode takes/);
  const advisory = gateJunit({ ...sampleGateReport(), isAdvisory: true });
  assert.doesNotMatch(advisory, /<failure/);
  assert.match(advisory, /<skipped message="advisory/);
});

test("SARIF: the fingerprint of a result stays when its numbers change", () => {
  const prints = (report: GateReport): readonly unknown[] =>
    (
      JSON.parse(gateSarif(report)) as { runs: { results: { partialFingerprints: unknown }[] }[] }
    ).runs[0]!.results.map(({ partialFingerprints }) => partialFingerprints);
  const report = fullGateReport();
  const other = {
    ...report,
    comparisons: report.comparisons.map((one) => ({ ...one, pValue: 0.5, current: 1 })),
  };
  assert.deepEqual(prints(other), prints(report));
  assert.equal(new Set(prints(report).map(String)).size > 0, true);
});

test("annotations: at most ten of a level, the last says how many more", () => {
  const report = fullGateReport();
  const many = { ...report, checks: Array.from({ length: 30 }, () => report.checks![0]!) };
  const lines = gateAnnotations(many).trim().split("\n");
  const errors = lines.filter((line) => line.startsWith("::error"));
  assert.equal(errors.length, 10);
  // Three metrics of the pipeline fail besides the thirty checks; nine are shown.
  assert.match(errors.at(-1)!, /and 24 more/);
});

test("the verdict names all that a reader asks for", () => {
  const text = gateMarkdown(fullGateReport());
  for (const needed of [
    /\| augment \| \*\*regressed\*\* \|.*\+18\.2% \| \+14\.9% to \+21\.6% \|/,
    /Margin 3(\.0)?%, tolerance 10(\.0)?%/,
    /adjusted p/,
    /22 rounds \(until it was decided\), 3 discarded/,
    /Machine: the same class/,
    /Detectable: a slow-down of 6\.2%/,
    /Reproduce: `npx profile gate/,
    /Accept: `npx profile baseline accept/,
  ]) {
    assert.match(text, needed);
  }
});

test("a comment begins with its marker, of letters that end no comment, and fits into GitHub's limit", () => {
  const report = fullGateReport();
  assert.ok(gateComment(report).startsWith("<!-- soundings-gate:urban -->\n## Regressed"));
  assert.equal(commentMarker("a --> b"), "<!-- soundings-gate:a-----b -->");
  const long = { ...report, checks: Array.from({ length: 2000 }, () => report.checks![0]!) };
  assert.ok(gateComment(long).length <= 65_536);
  assert.match(gateComment(long), /… cut: the rest/);
});

test("what other tools chart: every metric that was measured now, missing ones not", () => {
  const names = (JSON.parse(githubActionBenchmark(fullGateReport())) as { name: string }[]).map(
    ({ name }) => name,
  );
  assert.ok(names.includes("urban: augment") && names.includes("urban: whole pipeline"));
  assert.ok(!names.includes("urban: resample"));
  const bencher = JSON.parse(bencherMetrics(fullGateReport())) as Record<
    string,
    Record<string, { value: number; lower_value?: number }>
  >;
  const augment = bencher["urban/augment"]!["latency"]!;
  assert.ok(Math.abs(augment.value - 0.006 * 1.182 * 1e9) < 1 && augment.lower_value! < augment.value);
  assert.equal(bencher["urban/mel"]!["allocated-bytes"]!.value, 1_101_005);
});
