import { readPeakBytes, startHeapClock } from "../io/heap-clock.ts";
import type { Count, CountedRound } from "../model/round.ts";
import { recordRun } from "../profiler/record-run.ts";
import { roundCounts } from "../profiler/round-counts.ts";
import type { RunRecord } from "../profiler/run-record.ts";
import { gateEffects } from "./effects.ts";
import { inject } from "./inject.ts";
import { buildFlow, loadPipeline } from "./load-pipeline.ts";
import type { RoundOptions } from "./measure-round.ts";
import { outputsFor } from "./outputs-for.ts";

/** Passes before the first that is counted: until then, code that is not yet compiled allocates more. */
const warmUpCount = 3;

/** Counts what a pipeline's stages take in, give out and allocate, in this process, over passes over the same examples. */
export async function measureCounts(options: RoundOptions): Promise<CountedRound> {
  const pipeline = await loadPipeline(options.module, options.parameters);
  const effects = { ...gateEffects, now: startHeapClock() };
  // To take longer is no count: what it takes to lose time precisely would allocate, and give a slow stage away by that.
  const fault = options.injection?.kind === "allocation" ? options.injection : null;
  const records: RunRecord[] = [];
  for (let pass = -warmUpCount; pass < options.passCount; pass++) {
    const flow = inject(await buildFlow(pipeline), fault);
    const limits = {
      maxOutputs: outputsFor(flow, options.exampleCount),
      maxSeconds: null,
      measuresOverhead: false,
    };
    const source = { name: pipeline.name, parameters: pipeline.parameters, flow };
    const record = await recordRun(source, limits, effects);
    if (pass >= 0) records.push(record);
  }
  return {
    counts: [...roundCounts(records), ...processCounts(records)],
    contracts: Object.fromEntries(records[0]!.stages.map((stage) => [stage.name, stage.contract])),
  };
}

function processCounts(records: readonly RunRecord[]): readonly Count[] {
  return [
    {
      stage: null,
      quantity: "gcCount",
      value: records.reduce((sum, { gcPauses }) => sum + gcPauses.length, 0),
    },
    { stage: null, quantity: "peakBytes", value: readPeakBytes() },
  ];
}
