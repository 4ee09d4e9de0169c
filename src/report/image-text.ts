import type { Distribution } from "../model/distribution.ts";
import type { ImageReport } from "../model/image-report.ts";
import { countsText, labelsText } from "./count-text.ts";
import { displayText } from "./display-text.ts";
import { findingLines } from "./finding-text.ts";
import { formatBytes, formatCount, formatNumber, formatPlural } from "./format-number.ts";
import { referenceLines } from "./reference-section.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** A dataset of images in a dozen lines for a terminal. */
export function imageText(report: ImageReport): readonly TextLine[] {
  const { dataset, images, labels, duplicates, method } = report;
  return [
    textLine(
      `${displayText(dataset.name, 80)}  ${formatPlural(dataset.exampleCount, "image")}, ${formatBytes(dataset.totalBytes)}`,
      "heading",
    ),
    factLine("labels", labelsText(labels)),
    factLine("splits", countsText(dataset.splits)),
    factLine("sizes", sizesText(report)),
    factLine("formats", countsText(images.formats)),
    factLine("modes", countsText(images.modes)),
    ...(method === "exact"
      ? [
          factLine(
            "pixels",
            `median brightness ${middle(images.brightness)} of 255, contrast ${middle(images.contrast)}, sharpness ${middle(images.sharpness)}`,
          ),
          factLine(
            "copies",
            `${formatPlural(duplicates.exactGroupCount ?? duplicates.exactGroups.length, "group")} of equal pixels, ${formatPlural(duplicates.nearPairCount ?? duplicates.nearPairs.length, "pair")} alike`,
          ),
        ]
      : []),
    factLine(
      "numbers",
      method === "exact"
        ? "exact, from every pixel of every file"
        : "from headers alone: nothing was decoded",
    ),
    ...(dataset.unreadableCount > 0
      ? [{ ...factLine("unreadable", formatPlural(dataset.unreadableCount, "file")), tone: "bad" as const }]
      : []),
    ...referenceLines(report.reference),
    ...findingLines(report.findings, "dataset.json"),
  ];
}

function sizesText({ images }: ImageReport): string {
  const { sizeCount, widthPixels, heightPixels } = images;
  if (sizeCount === 0) return "none read";
  if (sizeCount === 1) return Object.keys(images.sizes)[0]!;
  return `${formatCount(sizeCount)}: ${range(widthPixels)} wide, ${range(heightPixels)} high`;
}

function range({ min, max }: Distribution): string {
  return min === max ? formatCount(min ?? 0) : `${formatCount(min ?? 0)} to ${formatCount(max ?? 0)}`;
}

function middle({ quantiles }: Distribution): string {
  return formatNumber(quantiles?.["0.5"] ?? null);
}
