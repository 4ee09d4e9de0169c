import { type Baseline, baselineSchemaVersion } from "../model/baseline.ts";

/** Says what is wrong with a value, with its path, such as `samples[2].values[0]: not a number`; null when all is well. */
type Check = (value: unknown, path: string) => string | null;

/**
 * Whether parsed JSON is a baseline of this version, or the first thing that is wrong with it, as path and complaint.
 * Fields it does not know are left alone.
 */
export function checkBaseline(value: unknown): { baseline: Baseline } | { complaint: string } {
  const complaint = checkShape(value, "") ?? checkCounts(value as Baseline);
  return complaint === null ? { baseline: value as Baseline } : { complaint };
}

const text: Check = (value, path) => (typeof value === "string" ? null : `${path}: not a text`);
const flag: Check = (value, path) => (typeof value === "boolean" ? null : `${path}: not true or false`);
const number: Check = (value, path) => (Number.isFinite(value) ? null : `${path}: not a number`);
const seconds: Check = (value, path) =>
  Number.isFinite(value) && (value as number) >= 0 ? null : `${path}: not a time in seconds`;
const count: Check = (value, path) =>
  Number.isInteger(value) && (value as number) >= 0 ? null : `${path}: not a count`;
const reason: Check = (value, path) =>
  typeof value === "string" && value.trim() !== "" ? null : `${path}: not a reason`;
const instant: Check = (value, path) =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? null : `${path}: not an ISO 8601 date`;
const parameter: Check = (value, path) =>
  ["string", "number", "boolean"].includes(typeof value)
    ? null
    : `${path}: not a text, number, true or false`;

/** The value `wanted` and no other. */
function exactly(wanted: string | number): Check {
  return (value, path) => (value === wanted ? null : `${path}: not ${JSON.stringify(wanted)}`);
}

function nullable(check: Check): Check {
  return (value, path) => (value === null ? null : check(value, path));
}

function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? first(value.map((item, index) => check(item, `${path}[${index}]`)))
      : `${path}: not a list`;
}

function dictionaryOf(check: Check): Check {
  return (value, path) =>
    isObject(value)
      ? first(Object.entries(value).map(([key, item]) => check(item, `${path}.${key}`)))
      : `${path}: not an object`;
}

/** An object with at least these fields. */
function record(fields: Readonly<Record<string, Check>>): Check {
  return (value, path) => {
    if (!isObject(value)) return path === "" ? "not an object" : `${path}: not an object`;
    return first(
      Object.entries(fields).map(([key, check]) => {
        const fieldPath = path === "" ? key : `${path}.${key}`;
        return key in value ? check(value[key], fieldPath) : `${fieldPath}: missing`;
      }),
    );
  };
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

/** The types of `model/baseline.ts`, once more, for what comes from outside. */
const checkShape: Check = record({
  schemaVersion: exactly(baselineSchemaVersion),
  tool: record({ name: text, version: text }),
  name: text,
  module: text,
  createdAt: instant,
  commit: nullable(text),
  isDirty: nullable(flag),
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
  ledger: listOf(record({ acceptedAt: instant, commit: nullable(text), reason })),
});

/** What the shape cannot say: one sample per metric, one value per round. */
function checkCounts({ metrics, samples, roundCount }: Baseline): string | null {
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

function first(complaints: readonly (string | null)[]): string | null {
  return complaints.find((complaint) => complaint !== null) ?? null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
