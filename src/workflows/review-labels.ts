import { reviewLabels } from "../explore/review-labels.ts";
import { writeFiles } from "../io/files.ts";
import { holdingMedia } from "../io/held-cells.ts";
import { readDataUrl } from "../io/read-data-url.ts";
import { tool } from "../io/tool.ts";
import type { LabelReview } from "../model/label-review.ts";
import { parseAddress } from "../model/media-address.ts";
import { type MediaUrl, renderReviewHtml } from "../report/render-review-html.ts";
import { reviewCsv } from "../report/review-csv.ts";
import { reviewText } from "../report/review-text.ts";
import { clipLink } from "./clip-link.ts";
import { smallCopy } from "./illustrate-images.ts";
import { type MeasuredDatasetOptions, measuredDataset } from "./measured-dataset.ts";
import { reportFolder } from "./report-folder.ts";
import { asJson, type WrittenReport } from "./write-reports.ts";

/** What to review, and where to write the sheet. */
export interface ReviewLabelsOptions extends MeasuredDatasetOptions {
  /** Columns that hold what each annotator said. */
  readonly annotators: readonly string[];
  /** Folder for the sheet; null for the usual one. */
  readonly out: string | null;
}

/** Characters of sound or pictures that a page holds at most. */
const embeddedCharacters = 16 * 2 ** 20;

/**
 * `profile labels review`: a sheet of the labels that are worth a look, as CSV to fill and as a page to listen or look with.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function reviewDatasetLabels(
  options: ReviewLabelsOptions,
): Promise<{ readonly review: LabelReview; readonly written: WrittenReport }> {
  const { part, dataset, items, copies, featuresOf, hasListened } = await measuredDataset(options);
  const { annotators } = options;
  const isOfImages = dataset.kind === "image";
  const words = isOfImages
    ? ({ many: "images", copied: "picture" } as const)
    : ({ many: "clips", copied: "recording" } as const);
  const found = reviewLabels(items, { copies, annotators, hasListened, featuresOf, words });
  const review: LabelReview = {
    ...found,
    ...(isOfImages ? { kind: "image" as const } : {}),
    ...{ tool, source: part.source, dataset: dataset.name },
  };
  const folder = options.out ?? `${reportFolder(dataset.name)}-labels`;
  const paths = new Map(dataset.examples.map(({ id, path }) => [id, path]));
  const urlOf = isOfImages ? pictureOf : (path: string, room: number) => soundOf(path, folder, room);
  const written = await writeFiles(folder, {
    "review.csv": reviewCsv(review),
    "review.html": renderReviewHtml(review, await mediaOf(shownIn(review), paths, urlOf)),
    "labels.json": asJson(review),
  });
  return { review, written: { json: asJson(review), summary: reviewText(review), paths: written } };
}

/** The examples that the page lets one hear or see, in its order. */
function shownIn(review: LabelReview): ReadonlySet<string> {
  const ids = new Set<string>();
  renderReviewHtml(review, (id) => {
    ids.add(id);
    return null;
  });
  return ids;
}

/** Where the medium of each example is, or itself as a `data:` URL while there is room for it. */
async function mediaOf(
  ids: ReadonlySet<string>,
  paths: ReadonlyMap<string, string>,
  urlOf: (path: string, mostCharacters: number) => Promise<string | null>,
): Promise<MediaUrl> {
  const urls = new Map<string, string | null>();
  let left = embeddedCharacters;
  for (const id of ids) {
    const path = paths.get(id);
    if (path === undefined) continue;
    const url = await urlOf(path, left);
    if (url?.startsWith("data:")) left -= url.length;
    urls.set(id, url);
  }
  return (id) => urls.get(id) ?? null;
}

/** A link to a file; the sound of a member of an archive or of a cell itself. */
async function soundOf(path: string, folder: string, room: number): Promise<string | null> {
  if (parseAddress(path).bytes === null) return clipLink(path, folder);
  return holdingMedia(path, () => readDataUrl(path, room));
}

async function pictureOf(path: string, room: number): Promise<string | null> {
  const url = await smallCopy(path);
  return url === null || url.length > room ? null : url;
}
