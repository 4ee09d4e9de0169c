import type { DatasetReport } from "../model/dataset-statistics.ts";
import { findingListHtml } from "./components/finding-list.ts";
import { duplicateSection } from "./dataset/duplicate-section.ts";
import { durationSection } from "./dataset/duration-section.ts";
import { formatSection } from "./dataset/format-section.ts";
import { labelSection } from "./dataset/label-section.ts";
import { levelSection } from "./dataset/level-section.ts";
import { methodSection } from "./dataset/method-section.ts";
import { overviewHtml } from "./dataset/overview.ts";
import { spectrumSection } from "./dataset/spectrum-section.ts";
import { html, nameHtml } from "./html.ts";
import { pageHtml } from "./page.ts";

/** `dataset.html`: one self-contained file without scripts. Same report, same bytes. */
export async function renderDatasetHtml(report: DatasetReport): Promise<string> {
  return pageHtml({
    eyebrow: "Dataset report",
    title: report.dataset.name,
    about: [html`From <code>${nameHtml(report.source, 200)}</code>`],
    headline: overviewHtml(report),
    sections: [
      { id: "findings", title: "Findings", body: findingListHtml(report.findings, "dataset.json") },
      await labelSection(report),
      await durationSection(report),
      await spectrumSection(report),
      await levelSection(report),
      duplicateSection(report),
      formatSection(report),
      methodSection(report),
    ],
    tool: report.tool,
    createdAt: report.createdAt,
  });
}
