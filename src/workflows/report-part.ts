import { dirname, join, resolve } from "node:path";
import { interruptedRun } from "../explore/findings/interrupted-run.ts";
import { summarizeDataset } from "../explore/summarize-dataset.ts";
import type { MeydaRecords } from "../explore/summarize-meyda.ts";
import { readDate } from "../io/clocks.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import { type DatasetReport, datasetSchemaVersion, type SectionMethod } from "../model/dataset-statistics.ts";
import { meydaVersion } from "../signal/meyda-features.ts";
import { meydaFrames } from "./measure-clip.ts";
import { verifyNearDuplicates } from "./verify-near-duplicates.ts";

/** How a report is made from a part. */
export interface ReportOptions {
  /** Leaves out what differs from run to run: the date. */
  readonly isReproducible: boolean;
}

/** The whole of `dataset.json`, from all shards of a dataset; with a finding that says so when some clips are missing. */
export async function reportPart(
  part: DatasetPart,
  { isReproducible }: ReportOptions,
): Promise<DatasetReport> {
  const withMeyda = part.options["features"] === "meyda" && part.method === "exact";
  const dataset = datasetOf(part);
  const measurements = part.clips.map(({ measurement }) => measurement);
  const statistics = summarizeDataset(dataset, measurements, {
    nearPairs: await verifyNearDuplicates(dataset, measurements),
    ...(withMeyda ? { meyda: meydaRecords(part) } : {}),
  });
  const methodBySection = sectionMethods(part, withMeyda);
  return {
    schemaVersion: datasetSchemaVersion,
    tool: part.tool,
    source: part.source,
    ...(isReproducible ? {} : { createdAt: readDate() }),
    options: part.options,
    method: part.method,
    ...(methodBySection === null ? {} : { methodBySection }),
    ...statistics,
  };
}

/** The dataset that a part is of, as it lies on this machine. */
function datasetOf({ source, listing, clips }: DatasetPart): Dataset {
  const root = listing.layout === "manifest" ? dirname(resolve(source)) : resolve(source);
  const missingCount = listing.examples.length - clips.length;
  return {
    ...listing,
    source,
    examples: listing.examples.map((example) => ({ ...example, path: join(root, example.id) })),
    findings: [
      ...listing.findings,
      ...(missingCount === 0 ? [] : [interruptedRun(clips.length, listing.examples.length)]),
    ],
  };
}

function sectionMethods(
  { method, clips }: DatasetPart,
  withMeyda: boolean,
): Readonly<Record<string, SectionMethod>> | null {
  if (method === "headers") {
    const absent = { method: "absent", reason: "only headers were read" } as const;
    return { level: absent, frequency: absent, duplicates: absent };
  }
  const longCount = clips.filter(({ measurement }) => measurement.beginningSeconds !== undefined).length;
  const { framesPerClip } = meydaFrames;
  const methods: Record<string, SectionMethod> = {};
  if (withMeyda)
    methods["meyda"] = { method: "sampled", reason: `at most ${framesPerClip} frames of each clip` };
  if (longCount > 0) {
    const reason = `the beginning alone of ${longCount} long ${longCount === 1 ? "file" : "files"}`;
    methods["level"] = { method: "sampled", reason };
    methods["frequency"] = { method: "sampled", reason };
  }
  return Object.keys(methods).length === 0 ? null : methods;
}

function meydaRecords({ clips }: DatasetPart): MeydaRecords {
  const byExampleId = new Map(
    clips.flatMap(({ measurement, meyda }) => (meyda ? [[measurement.exampleId, meyda]] : [])),
  );
  return { version: meydaVersion, ...meydaFrames, byExampleId };
}
