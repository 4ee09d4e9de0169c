import type { AnnotatorAgreement, AnnotatorPair, ReviewItem } from "../model/label-review.ts";
import { fleissKappa, pairAgreement } from "../stats/agreement.ts";
import { groupBy } from "./group-by.ts";
import { compareText, type ExampleItem } from "./measured-example.ts";
import { fieldOf } from "./selection-units.ts";

/** Confusions of two annotators that a report lists. */
const listedConfusions = 50;

/** How the annotators whose labels are in `columns` agree, in pairs and together. */
export function annotatorAgreement(
  items: readonly ExampleItem[],
  columns: readonly string[],
): AnnotatorAgreement {
  const rows = items.map((item) => columns.map((column) => fieldOf(item, column)));
  const complete = rows.flatMap((row) => {
    const said = row.filter((label) => label !== null);
    return said.length === columns.length ? [said] : [];
  });
  const pairs = columns.flatMap((a, first) =>
    columns.slice(first + 1).flatMap((b, offset) => pairOf([a, b], rows, [first, first + 1 + offset])),
  );
  return {
    annotators: columns,
    pairs,
    fleissKappa: fleissKappa(complete),
    completeCount: complete.length,
    disagreeingCount: rows.filter((row) => new Set(row.filter((label) => label !== null)).size > 1).length,
  };
}

function pairOf(
  [a, b]: readonly [string, string],
  rows: readonly (readonly (string | null)[])[],
  [first, second]: readonly [number, number],
): readonly AnnotatorPair[] {
  const said = rows.flatMap((row) => {
    const [one, other] = [row[first] ?? null, row[second] ?? null];
    return one === null || other === null ? [] : [[one, other] as const];
  });
  if (said.length === 0) return [];
  const { count, observed, kappa, standardError } = pairAgreement(said);
  const different = said.filter(([one, other]) => one !== other);
  const confusions = [...groupBy(different, (pair) => JSON.stringify(pair)).values()]
    .map((same) => ({ a: same[0]![0], b: same[0]![1], count: same.length }))
    .sort((x, y) => y.count - x.count || compareText(x.a, y.a) || compareText(x.b, y.b))
    .slice(0, listedConfusions);
  return [{ a, b, count, observed, kappa, standardError, confusions }];
}

/** Examples on which annotators differ, with the label that most of them chose. */
export function disagreements(
  items: readonly ExampleItem[],
  columns: readonly string[],
): readonly ReviewItem[] {
  return items.flatMap((item): ReviewItem[] => {
    const said = columns.flatMap((column) => {
      const label = fieldOf(item, column);
      return label === null ? [] : [{ column, label }];
    });
    const votes = [...groupBy(said, ({ label }) => label)].sort(([, a], [, b]) => b.length - a.length);
    const [winner, second] = votes;
    if (winner === undefined || second === undefined) return [];
    const isTie = winner[1].length === second[1].length;
    return [
      {
        id: item.example.id,
        label: fieldOf(item, "label"),
        reason: "annotators-disagree",
        proposedLabel: isTie ? null : winner[0],
        strength: 1 - winner[1].length / said.length,
        evidence: said.map(({ column, label }) => `${column}: ${label}`).join("; "),
        neighbours: [],
      },
    ];
  });
}
