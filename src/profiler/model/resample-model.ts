import type { Random } from "../../stats/random.ts";
import type { ModelledPipeline } from "./modelled-pipeline.ts";

/** Parts of a run that are drawn anew: enough to spread, few enough for what belongs together to stay so. */
const blockCount = 12;

/**
 * The model of another run that might as well have been measured: blocks of successive calls, drawn at random from the same parts
 * of the run for all stages, so that a slow example stays slow in each of them.
 */
export function resampleModel(model: ModelledPipeline, random: Random): ModelledPipeline {
  const starts = Array.from({ length: blockCount }, () => random.next());
  return {
    ...model,
    stages: model.stages.map((stage) => ({
      ...stage,
      mainSeconds: drawn(stage.mainSeconds, starts),
      awaySeconds: drawn(stage.awaySeconds, starts),
    })),
  };
}

function drawn(values: readonly number[], starts: readonly number[]): readonly number[] {
  if (values.length < 2) return values;
  const length = Math.ceil(values.length / starts.length);
  return starts
    .flatMap((start) => {
      const from = Math.floor(start * values.length);
      return Array.from({ length }, (_, offset) => values[(from + offset) % values.length]!);
    })
    .slice(0, values.length);
}
