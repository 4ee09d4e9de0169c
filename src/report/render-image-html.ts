import type { ImageIllustrations } from "../model/image-evidence.ts";
import type { ImageReport } from "../model/image-report.ts";
import { findingListHtml } from "./components/finding-list.ts";
import { type Tile, tilesHtml } from "./components/tiles.ts";
import { valueTables } from "./dataset/format-section.ts";
import { labelSection } from "./dataset/label-section.ts";
import { leakageTable } from "./dataset/leakage-section.ts";
import { labelsTile, splitsTile } from "./dataset/overview.ts";
import { shortcutSection } from "./dataset/shortcut-section.ts";
import { formatBytes, formatCount, formatPlural, formatShare } from "./format-number.ts";
import { html, nameHtml } from "./html.ts";
import { copySection } from "./images/copy-section.ts";
import { evidenceSection } from "./images/evidence-section.ts";
import { meanSection } from "./images/mean-section.ts";
import { pixelSection, sizeSection } from "./images/measure-section.ts";
import { imageMethodSection } from "./images/method-section.ts";
import { imageSplitSection } from "./images/split-section.ts";
import { pageHtml, type Section } from "./page.ts";
import { referenceSection } from "./reference-section.ts";
import { imageStyleSheet } from "./styles/style-sheet.ts";
import { columnSection } from "./table/column-section.ts";
import { fileSliceSection } from "./table/slice-section.ts";

/** `dataset.html` of a dataset of images: one self-contained file without a script. Same report and pictures, same bytes. */
export function renderImageHtml(
  report: ImageReport,
  illustrations: ImageIllustrations | null = null,
): string {
  return pageHtml({
    eyebrow: "Image dataset report",
    title: report.dataset.name,
    about: [html`From <code>${nameHtml(report.source, 200)}</code>`],
    headline: tilesHtml(tilesOf(report)),
    sections: [
      { id: "findings", title: "What to look at", body: findingListHtml(report.findings, "dataset.json") },
      referenceSection(report.reference),
      evidenceSection(report, illustrations),
      labelSection(report),
      meanSection(report),
      imageSplitSection(report),
      sizeSection(report),
      pixelSection(report),
      copySection(report, illustrations),
      leakageSection(report),
      shortcutSection(report, "images"),
      formatSection(report),
      fileSliceSection(report.slices),
      columnSection(report.columns ?? [], report.dataset.exampleCount),
      imageMethodSection(report),
    ],
    tool: report.tool,
    createdAt: report.createdAt,
    styles: imageStyleSheet,
  });
}

function tilesOf(report: ImageReport): readonly Tile[] {
  const { dataset, images, duplicates } = report;
  const isClean = dataset.unreadableCount === 0;
  const copies = duplicates.exactGroups.length + duplicates.nearPairs.length;
  return [
    { name: "Images", value: formatCount(dataset.exampleCount), note: formatBytes(dataset.totalBytes) },
    labelsTile(report),
    splitsTile(report),
    {
      name: images.sizeCount === 1 ? "Size" : "Sizes",
      value: images.sizeCount === 1 ? Object.keys(images.sizes)[0]! : formatCount(images.sizeCount),
      note: images.sizeCount === 1 ? "the same throughout" : "width x height",
    },
    {
      name: "Unreadable",
      value: formatCount(dataset.unreadableCount),
      note: isClean
        ? "every file gave a picture"
        : `${formatShare(dataset.unreadableCount / dataset.exampleCount)} of examples`,
      tone: isClean ? "neutral" : "error",
    },
    ...(report.method === "headers"
      ? []
      : [
          {
            name: "Copies",
            value: copies === 0 ? "none" : formatCount(copies),
            note: copies === 0 ? "no picture is there twice" : "groups and pairs of one picture",
            tone: copies === 0 ? ("neutral" as const) : ("warning" as const),
          },
        ]),
  ];
}

function formatSection({ images }: ImageReport): Section | null {
  const body = valueTables(
    [
      { title: "Format", counts: images.formats },
      { title: "Pixel mode", counts: images.modes },
      { title: "Bits per channel", counts: images.bitDepths },
      { title: "Size", counts: images.sizes },
      { title: "EXIF orientation", counts: images.orientations },
    ],
    "Images",
  );
  return body === null ? null : { id: "formats", title: "Formats", body };
}

function leakageSection({ dataset, leakage }: ImageReport): Section | null {
  if (Object.keys(dataset.splits).length < 2) return null;
  const { pairs, pairCount } = leakage;
  const told =
    pairCount === 0
      ? "No picture lies in more than one split."
      : `${formatPlural(pairCount, "pair")} of images ${pairCount === 1 ? "shows" : "show"} one picture in different splits.`;
  const table = leakageTable(pairs, pairCount, { clip: "Image", exact: "equal pixels", near: "looks alike" });
  return { id: "leakage", title: "Leakage", body: html`<p>${told}</p>${table}` };
}
