import type { SampledFunction, StageFunctions } from "../../model/cpu-profile.ts";
import type { PipelineReport } from "../../model/pipeline-profile.ts";
import { tableHtml } from "../components/data-table.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatSeconds, formatShare, noNumber } from "../format-number.ts";
import { html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** The functions that the stage to blame spent its time in; null where nobody asked for them. */
export function cpuSection({ cpu, bottleneck, stages }: PipelineReport): Section | null {
  if (cpu === undefined) return null;
  const guilty = guiltyFunctions(cpu.stages, bottleneck.stage);
  const inThreads = stages.find(({ name }) => name === bottleneck.stage)?.worker !== undefined;
  const how = html`<p>${formatCount(cpu.sampleCount)} samples of the main thread, ${formatShare(cpu.attributedShare)} of them within a stage. The whole is in <code>pipeline.cpuprofile</code>, this stage alone in <code>bottleneck.cpuprofile</code>: Chrome's DevTools and speedscope open both.</p>`;
  const none = html`<p>No sample fell into ${nameHtml(bottleneck.stage)}${inThreads ? ": its function runs in threads, which are not sampled" : ""}.</p>`;
  const table =
    guilty === undefined
      ? none
      : tableHtml(
          `Functions of ${displayName(guilty.name)}, most time of their own first`,
          [
            { title: "Function", cell: ({ name }: SampledFunction) => nameHtml(name, 60) },
            { title: "Self", kind: "number", cell: ({ selfSeconds }) => formatSeconds(selfSeconds) },
            { title: "Share", kind: "number", cell: ({ selfShare }) => formatShare(selfShare) },
            { title: "Total", kind: "number", cell: ({ totalSeconds }) => formatSeconds(totalSeconds) },
            {
              title: "Where",
              kind: "wide",
              cell: ({ place }) => (place === null ? noNumber : nameHtml(place, 120)),
            },
          ],
          guilty.functions,
        );
  return {
    id: "functions",
    title: "Functions of the bottleneck",
    method: "sampled",
    body: html`${how}${table}`,
  };
}

/** The functions of the stage to blame; undefined where no sample fell into it. */
export function guiltyFunctions(
  stages: readonly StageFunctions[],
  bottleneck: string,
): StageFunctions | undefined {
  return stages.find(({ name }) => name === bottleneck);
}
