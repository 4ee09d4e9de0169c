import type { ClipCube } from "../../model/clip-cube.ts";
import type { Illustrations, WorstClip, WorstClips } from "../../model/clip-evidence.ts";
import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { clipPictureHtml } from "../components/clip-picture.ts";
import { displayName } from "../display-text.ts";
import { formatHertz, formatPlural, formatSeconds } from "../format-number.ts";
import { type Html, html, nameHtml, sentenceHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";
import { findingAnchor } from "./finding-section.ts";
import { categoryIndex, durationBin } from "./page-cube.ts";
import { writeObserved } from "./property-text.ts";

/** Kinds of finding that clips are shown for, at most. */
const kindCap = 40;

/** Kinds whose clips are open at once; the others wait behind a click. */
const openCount = 2;

/** What a page shows of clips. */
export interface ClipView {
  readonly cube: ClipCube | null;
  readonly illustrations: Illustrations | null;
}

/** The clips that findings rest on, to be seen and heard; null where no finding is about clips. */
export function clipSection(report: DatasetReport, view: ClipView): Section | null {
  const kinds = (report.worstClips ?? []).slice(0, kindCap);
  if (kinds.length === 0) return null;
  return {
    id: "clips",
    title: "Clips to see and hear",
    body: html`<p class="muted">The worst clips of each finding. ${audioNote(view.illustrations)}</p>${kinds.map(
      (kind, index) => kindHtml(report, kind, index, view),
    )}`,
  };
}

function audioNote(illustrations: Illustrations | null): string {
  if (illustrations === null || illustrations.media.size === 0) return "";
  const { audio, silencedCount } = illustrations;
  const pictures = "Above the waveform, below the spectrogram up to half the sampling rate, 70 dB deep.";
  if (audio === "link")
    return `${pictures} Sound plays from the files themselves, as long as this page lies where it was written.`;
  if (audio === "none") return `${pictures} This report holds no sound.`;
  return silencedCount === 0
    ? `${pictures} Their sound is in this page.`
    : `${pictures} Their sound is in this page, but for ${formatPlural(silencedCount, "clip")} that would make it too large.`;
}

function kindHtml(report: DatasetReport, kind: WorstClips, index: number, view: ClipView): Html {
  const { code, count, isRanked, clips } = kind;
  const finding = report.findings.find((one) => one.code === code);
  const shown =
    clips.length < count
      ? `${clips.length} of ${formatPlural(count, "example")}${isRanked ? ", worst first" : ""}`
      : formatPlural(count, "example");
  // The anchor is within: a browser opens what it is sent into.
  return html`<details class="clips"${index < openCount ? trusted(" open") : null}><summary><h3><code>${nameHtml(code)}</code></h3> <span class="muted">${shown}</span></summary>
<div id="clips-${index + 1}"><p class="facts">${finding === undefined ? null : html`Rule: ${sentenceHtml(finding.evidence.rule)} · `}<a href="#${findingAnchor(report, code)}">back to the finding</a></p>
<div class="scroll" tabindex="0" role="region" aria-label="Table: clips of ${displayName(code)}"><table>
<caption class="unseen">Clips of ${displayName(code)}</caption>
<thead><tr><th scope="col">Clip</th><th scope="col">Seen</th><th scope="col">Waveform and spectrogram</th><th scope="col">Sound</th></tr></thead>
<tbody>${clips.map((clip) => rowHtml(clip, code, view))}
</tbody></table></div></div></details>
`;
}

function rowHtml(clip: WorstClip, code: string, { cube, illustrations }: ClipView): Html {
  const media = illustrations?.media.get(clip.exampleId);
  const thumbnail = media?.thumbnail ?? null;
  const name = displayName(clip.exampleId);
  const place =
    cube === null
      ? "-1 -1 -1"
      : `${labelIndices(clip, cube)} ${categoryIndex(cube.splits, clip.split)} ${durationBin(cube, thumbnail?.durationSeconds ?? null)}`;
  const facts =
    thumbnail === null
      ? null
      : html`<span class="muted">${formatSeconds(thumbnail.durationSeconds)}, up to ${formatHertz(thumbnail.nyquistHertz)}</span>`;
  return html`
<tr data-clip="${place}"><th scope="row"><code>${nameHtml(clip.exampleId, 120)}</code><span class="muted">${
    clip.label === null ? "no label" : nameHtml((clip.labels ?? [clip.label]).join(" + "), 40)
  }${clip.split === null ? null : html` · ${nameHtml(clip.split, 30)}`}</span></th><td>${observedHtml(code, clip)}${facts}</td><td class="pictured">${
    thumbnail === null ? "–" : clipPictureHtml(thumbnail, name)
  }</td><td>${
    media?.audioUrl == null
      ? "–"
      : html`<audio controls preload="none" src="${media.audioUrl}" aria-label="Play ${name}"></audio>`
  }</td></tr>`;
}

/** Where a clip is among the labels of the page: one place, or several. */
function labelIndices({ label, labels = [] }: WorstClip, cube: ClipCube): string {
  const names = labels.length === 0 ? [label] : labels;
  return [...new Set(names.map((name) => categoryIndex(cube.labels, name)))].join(",");
}

function observedHtml(code: string, { observed }: WorstClip): Html | null {
  if (observed === null) return null;
  return html`<span class="seen">${typeof observed === "number" ? writeObserved(code, observed) : nameHtml(observed, 80)}</span>`;
}
