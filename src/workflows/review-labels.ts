import { reviewLabels } from "../explore/review-labels.ts";
import { writeFiles } from "../io/files.ts";
import { holdingMedia } from "../io/held-cells.ts";
import { readDataUrl } from "../io/read-data-url.ts";
import { tool } from "../io/tool.ts";
import type { LabelReview } from "../model/label-review.ts";
import { parseAddress } from "../model/media-address.ts";
import { renderReviewHtml, type SoundUrl } from "../report/render-review-html.ts";
import { reviewCsv } from "../report/review-csv.ts";
import { reviewText } from "../report/review-text.ts";
import { clipLink } from "./clip-link.ts";
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

/** Bytes of sound of archives' members that a page holds at most, as text. */
const embeddedCharacters = 16 * 2 ** 20;

/**
 * `profile labels review`: a sheet of the labels that are worth a look, as CSV to fill and as a page to listen with.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function reviewDatasetLabels(
  options: ReviewLabelsOptions,
): Promise<{ readonly review: LabelReview; readonly written: WrittenReport }> {
  const { part, dataset, items, nearPairs, hasListened } = await measuredDataset(options);
  const { annotators } = options;
  const found = reviewLabels(items, { nearPairs, annotators, hasListened });
  const review: LabelReview = { ...found, tool, source: part.source, dataset: dataset.name };
  const folder = options.out ?? `${reportFolder(dataset.name)}-labels`;
  const paths = new Map(dataset.examples.map(({ id, path }) => [id, path]));
  const written = await writeFiles(folder, {
    "review.csv": reviewCsv(review),
    "review.html": renderReviewHtml(review, await soundsOf(heardIn(review), paths, folder)),
    "labels.json": asJson(review),
  });
  return { review, written: { json: asJson(review), summary: reviewText(review), paths: written } };
}

/** The examples that the page lets one hear, in its order. */
function heardIn(review: LabelReview): ReadonlySet<string> {
  const ids = new Set<string>();
  renderReviewHtml(review, (id) => {
    ids.add(id);
    return null;
  });
  return ids;
}

/** Links to files; the sound of a member of an archive or of a cell itself, while there is room. */
async function soundsOf(
  ids: ReadonlySet<string>,
  paths: ReadonlyMap<string, string>,
  folder: string,
): Promise<SoundUrl> {
  const urls = new Map<string, string | null>();
  let left = embeddedCharacters;
  for (const id of ids) {
    const path = paths.get(id);
    if (path === undefined) continue;
    if (parseAddress(path).bytes === null) {
      urls.set(id, clipLink(path, folder));
      continue;
    }
    const room = left;
    const url = await holdingMedia(path, () => readDataUrl(path, room));
    left -= url?.length ?? 0;
    urls.set(id, url);
  }
  return (id) => urls.get(id) ?? null;
}
