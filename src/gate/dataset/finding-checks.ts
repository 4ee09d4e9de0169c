import type { DatasetComparison } from "../../model/dataset-comparison.ts";
import type { Check } from "../../model/verdict.ts";

/** One check per finding that is newer than the baseline: warnings and errors fail, the rest is told; one when there is none. */
export function findingChecks({ newFindings, resolvedFindings }: DatasetComparison): readonly Check[] {
  const gone: readonly Check[] =
    resolvedFindings.length === 0
      ? []
      : [
          {
            ...common("resolvedFindings", null),
            kind: "notice",
            baseline: resolvedFindings.length,
            current: 0,
            message: `${resolvedFindings.length} ${resolvedFindings.length === 1 ? "finding is" : "findings are"} gone`,
          },
        ];
  if (newFindings.length === 0) {
    return [
      {
        ...common("newFindings", null),
        kind: "passed",
        baseline: 0,
        current: 0,
        message: "no finding is new",
      },
      ...gone,
    ];
  }
  return [
    ...newFindings.map(
      ({ code, severity, subject, message, count }): Check => ({
        ...common(`finding:${code}`, subject),
        kind: severity === "info" ? "notice" : "failed",
        baseline: null,
        current: count,
        message: `new ${severity} ${code}: ${message}`,
      }),
    ),
    ...gone,
  ];
}

function common(
  quantity: string,
  subject: string | null,
): Pick<Check, "category" | "subject" | "quantity" | "tolerance"> {
  return { category: "finding", subject, quantity, tolerance: 0 };
}
