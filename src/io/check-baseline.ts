import { type Baseline, baselineSchemaVersion, type Measurement } from "../model/baseline.ts";
import {
  type Check,
  count,
  dictionaryOf,
  exactly,
  first,
  flag,
  instant,
  listOf,
  nullable,
  number,
  parameter,
  reason,
  record,
  seconds,
  text,
} from "./value-checks.ts";

/**
 * Whether parsed JSON is a baseline of this version, or the first thing that is wrong with it, as path and complaint.
 * Fields it does not know are left alone.
 */
export function checkBaseline(value: unknown): { baseline: Baseline } | { complaint: string } {
  const complaint = checkShape(value, "") ?? checkCounts(value as Baseline) ?? checkLater(value as Baseline);
  return complaint === null ? { baseline: value as Baseline } : { complaint };
}

const metric = record({
  id: text,
  stage: nullable(text),
  unit: exactly("secondsPerExample"),
  direction: exactly("lower-is-better"),
  estimator: text,
});

const environment = record({
  operatingSystem: text,
  architecture: text,
  cpuModel: text,
  logicalCoreCount: count,
  cpuQuotaCores: nullable(number),
  memoryClassBytes: count,
  nodeVersion: text,
  v8Version: text,
});

const contract = record({
  dtype: nullable(text),
  shape: nullable(listOf(nullable(count))),
  min: nullable(number),
  max: nullable(number),
  nanCount: count,
  sampledCount: count,
});

/** What every measurement holds. */
const measurement = {
  pipeline: record({ name: text, parameters: dictionaryOf(parameter) }),
  environment,
  metrics: listOf(metric),
  samples: listOf(record({ metricId: text, values: listOf(seconds) })),
  calibrationSeconds: listOf(seconds),
  processorPressure: listOf(nullable(number)),
  roundCount: count,
  passCount: count,
  exampleCount: count,
  contracts: dictionaryOf(nullable(contract)),
};

/** The types of `model/baseline.ts`, once more, for what comes from outside. */
const checkShape: Check = record({
  schemaVersion: exactly(baselineSchemaVersion),
  tool: record({ name: text, version: text }),
  name: text,
  module: text,
  createdAt: instant,
  commit: nullable(text),
  isDirty: nullable(flag),
  ...measurement,
  ledger: listOf(record({ acceptedAt: instant, commit: nullable(text), reason })),
});

/** What baselines of older versions lack. */
const laterFields: Readonly<Record<string, Check>> = {
  counters: listOf(record({ stage: nullable(text), quantity: text, values: listOf(number) })),
  kernelSeconds: dictionaryOf(seconds),
  anchor: record({ createdAt: instant, commit: nullable(text), ...measurement }),
};

function checkLater(baseline: Baseline): string | null {
  const fields = Object.entries(baseline).filter(([name]) => Object.hasOwn(laterFields, name));
  const wrong = first(fields.map(([name, value]) => laterFields[name]!(value, name)));
  if (wrong !== null || baseline.anchor === undefined) return wrong;
  const complaint = checkCounts(baseline.anchor);
  return complaint === null ? null : `anchor.${complaint}`;
}

/** What the shape cannot say: one sample per metric, one value per round. */
function checkCounts({ metrics, samples, roundCount }: Measurement): string | null {
  const known = new Set(metrics.map(({ id }) => id));
  return first([
    ...samples.map(({ metricId, values }, index) => {
      if (!known.has(metricId))
        return `samples[${index}].metricId: no metric is called ${JSON.stringify(metricId)}`;
      if (values.length === roundCount) return null;
      return `samples[${index}].values: ${values.length} values in ${roundCount} rounds`;
    }),
    ...metrics.map(({ id }, index) => {
      const sampleCount = samples.filter(({ metricId }) => metricId === id).length;
      return sampleCount === 1
        ? null
        : `metrics[${index}].id: ${sampleCount} samples of ${JSON.stringify(id)}`;
    }),
  ]);
}
