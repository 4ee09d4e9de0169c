import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, idsOf } from "./finding-set.ts";

const dualMono: FindingKind = {
  code: "dual-mono",
  severity: "info",
  rule: "all channels of a recording of two or more are equal, sample by sample",
  expected: "channels that differ, or one channel",
};

const coarseSamples: FindingKind = {
  code: "effective-bit-depth",
  severity: "info",
  rule: "changes from sample to sample share a common divisor of 2 or more: bits in use = container bits - log2 of it",
  expected: "as many bits in use as are stored",
};

/** Recordings that store more than they hold: equal channels, and samples on a coarser grid than their container's. */
export function wastedStorage(items: readonly MeasuredExample[]): readonly Finding[] {
  return [...equalChannels(items), ...coarseQuantization(items)];
}

function equalChannels(items: readonly MeasuredExample[]): readonly Finding[] {
  const found = items.filter((item) => item.measurement?.signal?.isDualMono);
  if (found.length === 0) return [];
  const message = `Recordings of two or more channels that hold one signal: ${found.length}; one channel would do.`;
  return [
    datasetFinding(dualMono, {
      observed: found.length,
      count: found.length,
      message,
      examples: idsOf(found),
    }),
  ];
}

function coarseQuantization(items: readonly MeasuredExample[]): readonly Finding[] {
  const found = items.filter(({ measurement }) => {
    const used = measurement?.signal?.effectiveBitDepth ?? null;
    const stored = measurement?.clip?.bitDepth ?? null;
    return used !== null && stored !== null && used < stored;
  });
  if (found.length === 0) return [];
  const pairs = found.map(
    ({ measurement }) => `${measurement?.signal?.effectiveBitDepth} of ${measurement?.clip?.bitDepth}`,
  );
  const observed = [...new Set(pairs)].sort().join(", ");
  const message =
    `Clips with fewer bits in use than stored (${observed}): ${found.length}; ` +
    "they were quantised more coarsely before, and a model can tell them by it.";
  return [datasetFinding(coarseSamples, { observed, count: found.length, message, examples: idsOf(found) })];
}
