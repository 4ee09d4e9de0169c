import type { WorstClips } from "./clip-evidence.ts";
import type { ColumnStatistics, Slices } from "./column-statistics.ts";
import type { CountByValue } from "./count-by-value.ts";
import type {
  DatasetCounts,
  DatasetReport,
  DuplicateStatistics,
  LabelStatistics,
  LeakageStatistics,
  ReportMethod,
  SectionMethod,
  Shortcut,
} from "./dataset-statistics.ts";
import type { LabelledDistribution } from "./distribution.ts";
import type { Tool } from "./environment.ts";
import type { Finding } from "./finding.ts";
import type { ReferenceComparison } from "./reference-comparison.ts";

/** How the files of a dataset store their pictures, by what their headers say. */
export interface ImageFormats {
  readonly formats: CountByValue;
  readonly modes: CountByValue;
  readonly bitDepths: CountByValue;
  /** By `width x height`: the 1,000 most frequent. */
  readonly sizes: CountByValue;
  /** How many sizes there are. */
  readonly sizeCount: number;
  /** EXIF orientations, of the files that say one. */
  readonly orientations: CountByValue;
  /** Files with more than one picture. */
  readonly animatedCount: number;
}

/** One number per image, by label and by split; see `PixelMeasurement` and `ImageHeader` for what each is. */
export interface ImageDistributions {
  readonly widthPixels: LabelledDistribution;
  readonly heightPixels: LabelledDistribution;
  /** Width over height, as stored. */
  readonly aspectRatio: LabelledDistribution;
  readonly megapixels: LabelledDistribution;
  readonly bytesPerPixel: LabelledDistribution;
  readonly brightness: LabelledDistribution;
  readonly contrast: LabelledDistribution;
  readonly sharpness: LabelledDistribution;
}

/** The mean of the images of a class, each averaged down to 32 x 32 first, whatever its shape. */
export interface MeanImage {
  /** Images in it. */
  readonly count: number;
  /** Base64 of 32 x 32 pixels, row by row, a byte of red, green and blue each. */
  readonly rgb: string;
}

/** What the images of a class look like on average. */
export interface MeanImages {
  /** Of all images; null where none was decoded. */
  readonly all: MeanImage | null;
  /** By label: the 60 with most examples. */
  readonly byLabel: Readonly<Record<string, MeanImage>>;
}

/** Two examples that show one picture, encoded, scaled, lit or cut differently. */
export interface ImagePair {
  /** Ids of the two examples, in order. Of several with equal pixels, the first stands for all. */
  readonly a: string;
  readonly b: string;
  /** Share of equal bits of their perceptual hashes, 0..1. */
  readonly similarity: number;
  /** Correlation of the two pictures at 32 x 32, -1..1: of their colours, or of their luma where one of them is gray. */
  readonly correlation: number;
}

/** Two images that may show one picture: nobody has held the pictures themselves against each other. */
export type ImageCandidate = Omit<ImagePair, "correlation">;

/** Images that are in the set more than once: by SHA-256 of their decoded pixels, and by how they look. */
export interface ImageDuplicates
  extends Pick<
    DuplicateStatistics,
    "exactGroups" | "acrossSplits" | "exactGroupCount" | "nearPairCount" | "acrossSplitCount"
  > {
  /** Pairs that look alike; `exactGroups` are not in it. Of many copies of one picture each is paired with another, not with all. */
  readonly nearPairs: readonly ImagePair[];
  /** Pairs with like hashes whose files could not be read again when shards were merged; left out where there is none. At most 1,000. */
  readonly unverifiedPairs?: readonly ImageCandidate[];
  /** How many there are, where some of them are left out. */
  readonly unverifiedPairCount?: number;
  /** Examples with a perceptual hash: those that were compared. Pictures of one colour have none. */
  readonly hashedCount: number;
}

/** All that is known of a dataset of images besides its head. */
export interface ImageStatistics {
  readonly dataset: DatasetCounts;
  readonly labels: LabelStatistics;
  readonly images: ImageFormats & ImageDistributions;
  readonly means: MeanImages;
  readonly duplicates: ImageDuplicates;
  readonly leakage: Pick<LeakageStatistics, "pairs" | "pairCount">;
  /** Every pair of property and target that could be tested, shortcuts or not. */
  readonly shortcuts: readonly Shortcut[];
  /** For each kind of finding that images show, the worst of them; in the order of the findings. */
  readonly worstImages: readonly WorstClips[];
  /** What else a manifest says of its examples, column by column; left out where it says nothing, and with `--redact`. */
  readonly columns?: readonly ColumnStatistics[];
  /** Gravest first, then by code and subject. */
  readonly findings: readonly Finding[];
}

/** The whole of `dataset.json` for a dataset of images: the sections of sound are not there. */
export interface ImageReport extends ImageStatistics {
  readonly schemaVersion: number;
  readonly tool: Tool;
  /** The path as it was given. */
  readonly source: string;
  /** ISO 8601, UTC; left out with `--reproducible`. */
  readonly createdAt?: string;
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  /** `exact`: from every pixel of every file; `headers`: from what the headers say. */
  readonly method: ReportMethod;
  /** Sections that were computed otherwise or not at all. */
  readonly methodBySection: Readonly<Record<string, SectionMethod>>;
  /** With `--by`: examples with one value of a field beside all others. */
  readonly slices?: Slices;
  /** With `--reference`: what is otherwise there. */
  readonly reference?: ReferenceComparison;
}

/** The whole of a `dataset.json` of files, whatever they hold. */
export type FileReport = DatasetReport | ImageReport;

/** Whether a report is one on images. */
export function isImageReport(report: FileReport): report is ImageReport {
  return "images" in report;
}
