import assert from "node:assert/strict";
import { test } from "node:test";
import { copyGroups, duplicateGroups } from "../../src/explore/find-duplicates.ts";
import { joinMeasurements, type MeasuredExample } from "../../src/explore/measured-example.ts";
import { type ReviewSources, reviewLabels } from "../../src/explore/review-labels.ts";
import { soundFeatures } from "../../src/explore/sound-features.ts";
import { labelApprovalCheck } from "../../src/gate/label-approval.ts";
import type { LabelLedger, LabelSet } from "../../src/model/label-ledger.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import { measuredExample } from "../support/measured-examples.ts";
import { needsData } from "../support/requirements.ts";

const words = { many: "clips", copied: "recording" };

/** A review of examples without annotators and with the copies that their samples show. */
function reviewOf(items: readonly MeasuredExample[], further: Partial<ReviewSources> = {}) {
  const byId = new Map(items.map((item) => [item.example.id, item]));
  return reviewLabels(items, {
    ...{ copies: copyGroups(duplicateGroups(items), []), annotators: [], hasListened: true, words },
    featuresOf: (id) => soundFeatures(byId.get(id)!),
    ...further,
  });
}

/** Clips of three labels, each around its own cepstrum; of the first `wrongCount` the label is that of the next. */
function clusters(wrongCount: number, spread = 1): readonly MeasuredExample[] {
  const random = seededRandom(5);
  return Array.from({ length: 150 }, (_, index) => {
    const truth = index % 3;
    const mfccMeans = Array.from(
      { length: 13 },
      (_, coefficient) => (coefficient % 3 === truth ? 20 / spread : 0) + random.normal(),
    );
    const label = String(index < wrongCount ? (truth + 1) % 3 : truth);
    return measuredExample(`clip-${String(index).padStart(3, "0")}.wav`, {
      label,
      signal: { mfccMeans, zeroCrossingRate: 0.1 },
    });
  });
}

function suspectsAmong(items: readonly MeasuredExample[]): readonly string[] {
  return reviewOf(items)
    .items.filter(({ reason }) => reason === "neighbours-disagree")
    .map(({ id }) => id)
    .sort();
}

test("clips among neighbours of another label are named, with that label and what to hear; others are not", () => {
  const review = reviewOf(clusters(3));
  const suspects = review.items.filter(({ reason }) => reason === "neighbours-disagree");
  assert.deepEqual(
    suspects.map(({ id }) => id).sort(),
    ["000", "001", "002"].map((name) => `clip-${name}.wav`),
  );
  for (const { label, proposedLabel, neighbours } of suspects) {
    assert.equal(proposedLabel, String((Number(label) + 2) % 3));
    assert.equal(neighbours.length, 3);
  }
  assert.equal(review.neighbours?.isTelling, true);
  assert.deepEqual(suspectsAmong(clusters(0)), []);
});

test("where neighbours tell nothing of labels, nobody is suspected", () => {
  const { neighbours, countByReason } = reviewOf(clusters(6, 1000));
  assert.equal(neighbours?.isTelling, false);
  assert.equal(countByReason["neighbours-disagree"], 0);
});

test(
  "of a twentieth of the labels of 480 spoken digits, swapped, half are found, and most suspects are those",
  needsData("fsdd"),
  (context) => {
    const dataset = readFsdd();
    const items = joinMeasurements(dataset, dataset.examples.map(measureWavExample));
    const labels = [...new Set(items.map(({ example }) => example.label!))];
    let [found, right, swapped] = [0, 0, 0];
    for (let seed = 9; seed < 29; seed++) {
      const random = seededRandom(seed);
      const wrong = new Set(
        random.shuffle(items.map(({ example }) => example.id)).slice(0, items.length / 20),
      );
      const planted = items.map((item) => {
        if (!wrong.has(item.example.id)) return item;
        const label = random.shuffle(labels.filter((one) => one !== item.example.label))[0]!;
        return { ...item, example: { ...item.example, label } };
      });
      const suspects = suspectsAmong(planted);
      found += suspects.length;
      right += suspects.filter((id) => wrong.has(id)).length;
      swapped += wrong.size;
    }
    context.diagnostic(`recall ${right / swapped}, precision ${right / found}`);
    assert.ok(right / swapped >= 0.45, `recall ${right / swapped}`);
    assert.ok(right / found >= 0.8, `precision ${right / found}`);
  },
);

test("copies with two labels, labels spelt twice, and annotators who differ", () => {
  const items = [
    measuredExample("a.wav", { label: "dog", measurement: { pcmSha256: "same" } }),
    measuredExample("b.wav", { label: "cat", measurement: { pcmSha256: "same" } }),
    measuredExample("c.wav", { label: "Dog" }),
    measuredExample("d.wav", { label: "dog" }),
  ].map((item, index) => ({
    ...item,
    example: {
      ...item.example,
      attributes: { first: "dog", second: index === 3 ? "cat" : "dog", third: index > 1 ? "dog" : null },
    },
  }));
  const review = reviewOf(items, { annotators: ["first", "second", "third"] });
  const short = review.items.map(({ id, reason, proposedLabel }) => [id, reason, proposedLabel]);
  assert.deepEqual(short, [
    ["a.wav", "copies-disagree", null],
    ["b.wav", "copies-disagree", null],
    ["d.wav", "annotators-disagree", "dog"],
    ["c.wav", "label-misspelt", "dog"],
  ]);
  assert.deepEqual(review.agreement?.pairs[0]?.confusions, [{ a: "dog", b: "cat", count: 1 }]);
  assert.equal(review.agreement?.completeCount, 2);
  assert.equal(review.agreement?.disagreeingCount, 1);
});

const set: LabelSet = {
  dataset: "digits",
  labelSetSha256: "abc",
  examples: [{ id: "1.wav", contentSha256: "c1", labels: ["one"] }],
};

function ledgerOf(labelSetSha256: string, correctedLabel: string): LabelLedger {
  const decision = {
    id: "1.wav",
    contentSha256: "c1",
    kind: "relabel",
    label: "two",
    correctedLabel,
    note: "",
  } as const;
  const approval = {
    approvedAt: "2024-05-01T00:00:00Z",
    reviewerRole: "expert",
    reason: "heard",
    labelSetSha256,
    exampleCount: 1,
    decisions: [decision],
  };
  return {
    schemaVersion: 1,
    tool: { name: "soundings", version: "0" },
    dataset: "digits",
    approvals: [approval],
  };
}

test("labels are approved only while they, their files and the decisions are those of the latest approval", () => {
  assert.match(labelApprovalCheck(null, set).message, /have not been approved/);
  assert.equal(labelApprovalCheck(ledgerOf("abc", "one"), set).kind, "passed");
  assert.match(labelApprovalCheck(ledgerOf("other", "one"), set).message, /have changed since/);
  const open = labelApprovalCheck(ledgerOf("abc", "three"), set);
  assert.equal(open.kind, "failed");
  assert.deepEqual(open.examples, ["1.wav"]);
});
