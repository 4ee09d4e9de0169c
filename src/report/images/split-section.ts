import type { LabelledDistribution } from "../../model/distribution.ts";
import type { ImageReport } from "../../model/image-report.ts";
import { tableHtml } from "../components/data-table.ts";
import { labelsBySplit } from "../dataset/split-section.ts";
import { formatCount, formatNumber, formatShare } from "../format-number.ts";
import { nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Splits that a table shows at most. */
const splitCap = 20;

/** What each split holds, side by side: they should differ in nothing but their images. Null below two splits. */
export function imageSplitSection({ dataset, labels, images }: ImageReport): Section | null {
  const splits = Object.entries(dataset.splits).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (splits.length < 2) return null;
  const medianOf = ({ bySplit = {} }: LabelledDistribution) => {
    const known = new Map(Object.entries(bySplit));
    return ([split]: readonly [string, number]): string => formatNumber(known.get(split)?.quantiles?.["0.5"]);
  };
  const labelCounts = labelsBySplit(labels.entries);
  const body = tableHtml(
    splits.length > splitCap
      ? `The ${splitCap} largest of ${formatCount(splits.length)} splits; medians of the images`
      : "Medians of the images of each split",
    [
      { title: "Split", cell: ([split]) => nameHtml(split, 60) },
      { title: "Examples", kind: "number", cell: ([, count]) => formatCount(count) },
      { title: "Share", kind: "number", cell: ([, count]) => formatShare(count / dataset.exampleCount) },
      { title: "Labels", kind: "number", cell: ([split]) => formatCount(labelCounts.get(split) ?? 0) },
      { title: "Width", kind: "number", cell: medianOf(images.widthPixels) },
      { title: "Height", kind: "number", cell: medianOf(images.heightPixels) },
      { title: "Brightness", kind: "number", cell: medianOf(images.brightness) },
      { title: "Contrast", kind: "number", cell: medianOf(images.contrast) },
      { title: "Sharpness", kind: "number", cell: medianOf(images.sharpness) },
      { title: "Bytes per pixel", kind: "number", cell: medianOf(images.bytesPerPixel) },
    ],
    splits.slice(0, splitCap),
  );
  return { id: "splits", title: "Splits", body };
}
