import type { PipelineReport } from "../model/pipeline-profile.ts";
import { findingListHtml } from "./components/finding-list.ts";
import { pageHtml } from "./page.ts";
import { contractSection } from "./pipeline/contract-section.ts";
import { costSection } from "./pipeline/cost-section.ts";
import { cpuSection } from "./pipeline/cpu-section.ts";
import { boundSection, environmentSection, epochSection } from "./pipeline/evidence-sections.ts";
import { headlineHtml } from "./pipeline/headline.ts";
import { predictionSection } from "./pipeline/prediction-section.ts";
import { queueSection } from "./pipeline/queue-section.ts";
import { flowSection } from "./pipeline/stage-flow.ts";
import { timeSection } from "./pipeline/time-section.ts";

/** `pipeline.html`: one self-contained file without scripts. Same report, same bytes. */
export async function renderPipelineHtml(report: PipelineReport): Promise<string> {
  return pageHtml({
    eyebrow: "Pipeline profile",
    title: report.pipeline.name,
    about: [],
    headline: headlineHtml(report),
    sections: [
      flowSection(report),
      await timeSection(report),
      await predictionSection(report),
      { id: "findings", title: "Findings", body: findingListHtml(report.findings, "pipeline.json") },
      queueSection(report),
      cpuSection(report),
      costSection(report),
      boundSection(report),
      contractSection(report),
      epochSection(report),
      environmentSection(report),
    ],
    tool: report.tool,
    createdAt: report.createdAt,
  });
}
