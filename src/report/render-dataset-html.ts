import type { ClipCube } from "../model/clip-cube.ts";
import type { Illustrations } from "../model/clip-evidence.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import { classSection } from "./dataset/class-section.ts";
import { clipSection } from "./dataset/clip-section.ts";
import { duplicateSection } from "./dataset/duplicate-section.ts";
import { durationSection } from "./dataset/duration-section.ts";
import { exploreSection } from "./dataset/explore-section.ts";
import { fileSection } from "./dataset/file-section.ts";
import { findingSection } from "./dataset/finding-section.ts";
import { formatSection } from "./dataset/format-section.ts";
import { labelSection } from "./dataset/label-section.ts";
import { leakageSection } from "./dataset/leakage-section.ts";
import { levelSection } from "./dataset/level-section.ts";
import { methodSection } from "./dataset/method-section.ts";
import { sectionMethod } from "./dataset/method-text.ts";
import { orderSection } from "./dataset/order-section.ts";
import { overviewHtml } from "./dataset/overview.ts";
import { pageCube } from "./dataset/page-cube.ts";
import { shortcutSection } from "./dataset/shortcut-section.ts";
import { spectrumSection } from "./dataset/spectrum-section.ts";
import { splitSection } from "./dataset/split-section.ts";
import { html, nameHtml } from "./html.ts";
import { type PageBehaviour, pageHtml } from "./page.ts";
import { pageScript, pageScriptHash } from "./page-script.ts";
import { referenceSection } from "./reference-section.ts";
import { datasetStyleSheet, tableStyleSheet } from "./styles/style-sheet.ts";
import { columnSection } from "./table/column-section.ts";
import { fileSliceSection } from "./table/slice-section.ts";

/** What the page of a report can show besides its numbers. */
export interface DatasetView {
  /** All examples, counted; without it there is nothing to filter. */
  readonly cube?: ClipCube;
  /** Pictures and sounds of the worst clips. */
  readonly illustrations?: Illustrations;
}

/** Where the page may take sound from. */
const mediaSources = { none: "", link: "'self' file:", embed: "data:" } as const;

/** `dataset.html`: one self-contained file, whole without its script. Same report, same bytes. */
export function renderDatasetHtml(report: DatasetReport, { cube, illustrations }: DatasetView = {}): string {
  const counted = cube === undefined ? null : pageCube(cube);
  const sections = [
    referenceSection(report.reference),
    clipSection(report, { cube: cube ?? null, illustrations: illustrations ?? null }),
    cube === undefined || counted === null ? null : exploreSection(cube, counted),
    fileSection(report),
    labelSection(report),
    splitSection(report),
    classSection(report),
    durationSection(report),
    spectrumSection(report),
    levelSection(report),
    duplicateSection(report),
    leakageSection(report),
    shortcutSection(report),
    orderSection(report),
    formatSection(report),
    fileSliceSection(report.slices),
    columnSection(report.columns ?? [], report.dataset.exampleCount),
    methodSection(report),
  ]
    .filter((section) => section !== null)
    .map((section) => ({ ...section, method: sectionMethod(report, section.id) }));
  const behaviour: PageBehaviour = {
    styles: report.columns === undefined ? datasetStyleSheet : tableStyleSheet,
    script: pageScript,
    scriptHash: pageScriptHash,
    cube: counted,
    mediaSources: mediaSources[illustrations?.audio ?? "none"],
  };
  return pageHtml({
    eyebrow: "Dataset report",
    title: report.dataset.name,
    about: [html`From <code>${nameHtml(report.source, 200)}</code>`],
    headline: overviewHtml(report),
    sections: [
      findingSection(
        report,
        sections.map(({ id }) => id),
      ),
      ...sections,
    ],
    tool: report.tool,
    createdAt: report.createdAt,
    behaviour,
  });
}
