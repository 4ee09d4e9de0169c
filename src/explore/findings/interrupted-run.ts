import type { Finding } from "../../model/finding.ts";
import { datasetFinding } from "./finding-set.ts";

/** What is to be said of a report over `measuredCount` examples of `exampleCount`: a run that was stopped. */
export function interruptedRun(measuredCount: number, exampleCount: number): Finding {
  const missingCount = exampleCount - measuredCount;
  const kind = {
    code: "run-interrupted",
    severity: "error",
    rule: "every listed example is measured",
    expected: exampleCount,
  } as const;
  return datasetFinding(kind, {
    observed: measuredCount,
    count: missingCount,
    message: `The run was stopped: ${missingCount} of ${exampleCount} files are not in this report; --resume goes on with them.`,
    examples: [],
  });
}
