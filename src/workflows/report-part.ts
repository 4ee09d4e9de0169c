import { columnsOfExamples } from "../explore/columns/columns-of-examples.ts";
import { inferGroupKey } from "../explore/infer-group-key.ts";
import { joinMeasurements } from "../explore/measured-example.ts";
import {
  hidden,
  type RedactedDataset,
  redactDataset,
  redactGroupKey,
  withoutMarks,
} from "../explore/redact-dataset.ts";
import { sectionMethods } from "../explore/section-methods.ts";
import { summarizeCube } from "../explore/summarize-cube.ts";
import { type SummaryOptions, summarizeDataset } from "../explore/summarize-dataset.ts";
import type { MeydaRecords } from "../explore/summarize-meyda.ts";
import { readDate } from "../io/clocks.ts";
import type { ClipCube } from "../model/clip-cube.ts";
import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetPart, PartHead } from "../model/dataset-part.ts";
import {
  type DatasetReport,
  type DatasetStatistics,
  datasetSchemaVersion,
  type GroupKey,
} from "../model/dataset-statistics.ts";
import { meydaFrames } from "./measure-clip.ts";
import { datasetOf } from "./part-listing.ts";
import { verifyNearDuplicates } from "./verify-near-duplicates.ts";

/** How a report is made from a part. */
export interface ReportOptions {
  /** Leaves out what differs from run to run: the date. */
  readonly isReproducible: boolean;
  /** Hides paths, file names and rare categories. */
  readonly isRedacted?: boolean | undefined;
  /** Field by whose values the examples are cut into slices: label, split, group or a column. */
  readonly byColumn?: string | undefined;
  /** Where the dataset is on this machine: the folder or manifest; left out, where the part says that it was. */
  readonly dataPath?: string | undefined;
}

/** A report, and what its page needs besides. */
export interface DescribedPart {
  /** The whole of `dataset.json`. */
  readonly report: DatasetReport;
  /** All examples, counted for a choice of them. */
  readonly cube: ClipCube;
  /** Where the file of each example is, by the id that the report gives it. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The whole of `dataset.json`, from all shards of a dataset; with a finding that says so when some clips are missing. */
export async function reportPart(part: DatasetPart, options: ReportOptions): Promise<DatasetReport> {
  return (await describePart(part, options)).report;
}

/** The report of a part, and what its page needs besides. */
export async function describePart(
  whole: DatasetPart,
  { isReproducible, isRedacted = false, dataPath = whole.source }: ReportOptions,
): Promise<DescribedPart> {
  const listed = datasetOf(whole, dataPath);
  const redacted = isRedacted ? redactDataset(listed, whole.clips) : null;
  const part = redacted === null ? whole : { ...whole, ...redactedHead(whole), clips: redacted.clips };
  const withMeyda = part.options["features"] === "meyda" && part.method === "exact";
  const dataset = redacted?.merged ?? listed;
  const measurements = part.clips.map(({ measurement }) => measurement);
  const options = {
    ...(await verifyNearDuplicates(dataset, measurements)),
    ...(withMeyda ? { meyda: await meydaRecords(part) } : {}),
  };
  const statistics =
    redacted === null
      ? summarizeDataset(dataset, measurements, options)
      : summarizeRedacted(redacted, measurements, { ...options, groupKey: groupKeyOf(listed, whole) });
  const methodBySection = sectionMethods({
    method: part.method,
    longCount: part.clips.filter(({ measurement }) => measurement.beginningSeconds !== undefined).length,
    meydaFrameCount: withMeyda ? meydaFrames.framesPerClip : null,
  });
  const columns = columnsOfExamples(listed.examples);
  const report = {
    schemaVersion: datasetSchemaVersion,
    tool: part.tool,
    source: part.source,
    ...(isReproducible ? {} : { createdAt: readDate() }),
    options: part.options,
    method: part.method,
    methodBySection,
    ...statistics,
    ...(redacted === null && columns.length > 0 ? { columns } : {}),
  } as const;
  return {
    report,
    cube: summarizeCube(joinMeasurements(dataset, measurements)),
    paths: new Map(dataset.examples.map(({ id, path }) => [id, path])),
  };
}

/** Statistics over merged categories; findings over all of them, which merging would hide or invent. */
function summarizeRedacted(
  { merged, marked }: RedactedDataset,
  measurements: readonly ClipMeasurement[],
  options: SummaryOptions,
): DatasetStatistics {
  const { duplicates, shortcuts, leakage, findings, worstClips } = withoutMarks(
    summarizeDataset(marked, measurements, options),
  );
  const statistics = summarizeDataset(merged, measurements, options);
  return { ...statistics, duplicates, shortcuts, leakage, findings, ...(worstClips ? { worstClips } : {}) };
}

/** What the real names say of groups, without saying the names. */
function groupKeyOf(dataset: Dataset, part: DatasetPart): GroupKey | null {
  const measurements = part.clips.map(({ measurement }) => measurement);
  return redactGroupKey(inferGroupKey(joinMeasurements(dataset, measurements)));
}

/** The head of a part without what the user wrote of paths, columns and names. */
export function redactedHead({ options }: PartHead): Pick<PartHead, "source" | "options"> {
  const kept = new Set(["features"]);
  const shown = Object.entries(options).map(([name, value]) => [
    name,
    typeof value === "string" && !kept.has(name) ? hidden : value,
  ]);
  return { source: hidden, options: { ...Object.fromEntries(shown), redact: true } };
}

async function meydaRecords({ clips }: DatasetPart): Promise<MeydaRecords> {
  const { meydaVersion } = await import("../signal/meyda-features.ts");
  const byExampleId = new Map(
    clips.flatMap(({ measurement, meyda }) => (meyda ? [[measurement.exampleId, meyda]] : [])),
  );
  return { version: meydaVersion, ...meydaFrames, byExampleId };
}
