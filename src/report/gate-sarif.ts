import type { GateReport } from "../model/verdict.ts";
import { visibleText } from "./display-text.ts";
import { type OutcomeRow, outcomeRows, type RowCategory, rowId } from "./gate/outcome-rows.ts";
import { jsonText } from "./json-text.ts";

/** What each category's rules are about. */
const ruleTexts: Readonly<Record<RowCategory, string>> = {
  speed: "A stage has become slower than its baseline, or is missing.",
  counter: "A stage counts something else than its baseline: allocations, examples, bytes.",
  contract: "A stage emits something else than its baseline: type, shape, range, rate.",
  dataset: "The dataset is not what it was: examples, labels, splits, distributions.",
  finding: "The dataset has a finding that is newer than its baseline.",
};

/**
 * A verdict as SARIF 2.1.0 (OASIS), as code scanning reads it: a result per thing that fails, is undecided or is missing, with a
 * fingerprint that stays the same as long as it is the same thing.
 */
export function gateSarif(report: GateReport): string {
  const rows = outcomeRows(report).filter(({ outcome }) => outcome !== "passed" && outcome !== "notice");
  const ruleIds = [...new Set(rows.map(ruleIdOf))].sort();
  return jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules: ruleIds.map((id) => ({
              id,
              shortDescription: { text: ruleTexts[id.split("/")[0] as RowCategory] },
            })),
          },
        },
        automationDetails: { id: `soundings-gate/${report.baselineName}/` },
        results: rows.map((row) => resultOf(row, report, ruleIds)),
      },
    ],
  });
}

function resultOf(row: OutcomeRow, report: GateReport, ruleIds: readonly string[]) {
  return {
    ruleId: ruleIdOf(row),
    ruleIndex: ruleIds.indexOf(ruleIdOf(row)),
    level: levelOf(row),
    message: {
      text: [
        row.message,
        ...row.facts.map(([name, value]) => `${name}: ${value}`),
        `accept: ${report.acceptCommand}`,
      ].join("\n"),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(locationOf(row, report)) },
          region: { startLine: 1 },
        },
        ...(row.subject === null ? {} : { logicalLocations: [{ name: row.subject }] }),
      },
    ],
    partialFingerprints: { "soundings/v1": `${report.baselineName}/${rowId(row)}` },
  };
}

function ruleIdOf({ category, quantity }: OutcomeRow): string {
  return `${category}/${quantity.replace(/[^\w.-]+/g, "-")}`;
}

function levelOf({ isFailing, outcome }: OutcomeRow): "error" | "warning" | "note" {
  if (isFailing) return "error";
  return outcome === "inconclusive" ? "note" : "warning";
}

/** The file that a person opens first: the pipeline's module, or the baseline that the dataset was held against. */
function locationOf({ category }: OutcomeRow, { module, dataset, baselinePath }: GateReport): string {
  if (category === "dataset" || category === "finding") return dataset?.baselinePath ?? baselinePath;
  return module ?? baselinePath;
}

/** A path as a URI reference, relative to the repository. */
function uriOf(path: string): string {
  // Half of a surrogate pair has no URI.
  return visibleText(path).replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
