import type { Distribution } from "../../model/distribution.ts";
import type { NumberMethod } from "../../model/finding.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, type NumberFormat } from "../format-number.ts";
import { type Html, html } from "../html.ts";

/** A measure and how its numbers are written. */
export interface Measure {
  readonly name: string;
  readonly distribution: Distribution;
  readonly write: NumberFormat;
  /** How it came to be, where that is not how the section did. */
  readonly method?: NumberMethod;
}

/** Measures of the examples, one per row; `things` is what they are called. */
export function distributionTable(
  caption: string,
  measures: readonly Measure[],
  things: string = "Clips",
): Html {
  const quantile = (key: "0.05" | "0.5" | "0.95") => (measure: Measure) =>
    measure.write(measure.distribution.quantiles?.[key]);
  return tableHtml(
    caption,
    [
      {
        title: "Measure",
        cell: ({ name, method }) =>
          method === undefined ? name : html`${name} <span class="made">${method}</span>`,
      },
      { title: things, kind: "number", cell: ({ distribution }) => formatCount(distribution.count) },
      { title: "Least", kind: "number", cell: ({ distribution, write }) => write(distribution.min) },
      { title: "5%", kind: "number", cell: quantile("0.05") },
      { title: "Median", kind: "number", cell: quantile("0.5") },
      { title: "95%", kind: "number", cell: quantile("0.95") },
      { title: "Greatest", kind: "number", cell: ({ distribution, write }) => write(distribution.max) },
      { title: "Mean", kind: "number", cell: ({ distribution, write }) => write(distribution.mean) },
      {
        title: "SD",
        kind: "number",
        cell: ({ distribution, write }) => write(distribution.standardDeviation),
      },
    ],
    measures,
  );
}
