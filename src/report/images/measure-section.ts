import type { LabelledDistribution } from "../../model/distribution.ts";
import type { ImageReport } from "../../model/image-report.ts";
import { barShapes, edgeTicks, plotHtml } from "../components/plot.ts";
import { distributionTable } from "../dataset/distribution-table.ts";
import { rangesOf } from "../dataset/ranges.ts";
import { formatNumber, formatPlural, type NumberFormat } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";

/** A number of every image, and how it is written. */
interface ImageMeasure {
  readonly name: string;
  /** Unit, or what else is to be known. */
  readonly note: string;
  readonly distribution: LabelledDistribution;
}

/** How large and of which shape the images are; null where no header could be read. */
export function sizeSection(report: ImageReport): Section | null {
  const { images } = report;
  return measureSection(report, {
    ...{
      id: "sizes",
      title: "Sizes",
      caption: "Sizes of the images, as stored",
      byLabel: ["Megapixels", "Aspect ratio"],
    },
    measures: [
      { name: "Width", note: "pixels", distribution: images.widthPixels },
      { name: "Height", note: "pixels", distribution: images.heightPixels },
      { name: "Aspect ratio", note: "width over height", distribution: images.aspectRatio },
      { name: "Megapixels", note: "", distribution: images.megapixels },
      { name: "Bytes per pixel", note: "of the file", distribution: images.bytesPerPixel },
    ],
  });
}

/** How bright, varied and sharp the images are; null where none was decoded. */
export function pixelSection(report: ImageReport): Section | null {
  const { images } = report;
  return measureSection(report, {
    ...{ id: "pixels", title: "Brightness, contrast, sharpness", caption: "Measures of the pixels" },
    byLabel: ["Brightness", "Contrast", "Sharpness"],
    measures: [
      { name: "Brightness", note: "mean luma, 0 to 255", distribution: images.brightness },
      { name: "Contrast", note: "standard deviation of luma", distribution: images.contrast },
      { name: "Sharpness", note: "variance of the Laplacian at full size", distribution: images.sharpness },
    ],
  });
}

interface MeasureSectionText extends Pick<Section, "id" | "title"> {
  readonly caption: string;
  readonly measures: readonly ImageMeasure[];
  /** Names of those that are shown by label. */
  readonly byLabel: readonly string[];
}

function measureSection(
  { labels }: ImageReport,
  { id, title, caption, measures, byLabel }: MeasureSectionText,
): Section | null {
  const known = measures.filter(({ distribution }) => distribution.count > 0);
  if (known.length === 0) return null;
  const write: NumberFormat = formatNumber;
  const names = labels.entries.map(({ label }) => label);
  const ranges = known
    .filter(({ name }) => byLabel.includes(name))
    .map(({ name, distribution }) =>
      rangesOf({ title: name, write, overall: distribution.quantiles, byLabel: distribution.byLabel }, names),
    );
  const rows = known.map(({ name, distribution }) => ({ name, distribution, write }));
  const body = html`<div class="plots">${known.map(plotOf)}</div>${distributionTable(caption, rows, "Images")}${ranges}`;
  return { id, title, body };
}

function plotOf({ name, note, distribution }: ImageMeasure): Html | null {
  const { histogram, count, min, max, quantiles } = distribution;
  if (histogram === null || min === max) return null;
  return plotHtml(barShapes(histogram.counts), {
    title: name,
    note,
    gist: `Histogram of ${name.toLowerCase()} of ${formatPlural(count, "image")}: from ${formatNumber(min)} to ${formatNumber(max)}, median ${formatNumber(quantiles?.["0.5"])}`,
    ticks: edgeTicks(histogram.edges, formatNumber),
  });
}
