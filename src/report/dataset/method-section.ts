import type { DatasetReport, MeydaStatistics } from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatNumber } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { sectionName } from "./method-text.ts";

/** How the numbers came to be. */
export function methodSection(report: DatasetReport): Section {
  const body = html`<p>${report.method === "headers" ? headersText(report) : exactText(report)}</p>${otherwiseHtml(report)}
<dl class="glossary">
<dt>Quantiles</dt><dd>Definition 7 of Hyndman and Fan (1996); SD with divisor n − 1.</dd>
<dt>Level</dt><dd>Peak and RMS over all channels; 0 dB is full scale. Loudness is integrated, by ITU-R BS.1770.</dd>
<dt>True peak, loudness range</dt><dd>By ITU-R BS.1770 Annex 2 and EBU Tech 3342; the range of clips of 3 s and more.</dd>
<dt>Noise floor, modulation depth</dt><dd>10th percentile of the level of 50 ms frames, and the 95th less the 10th; stationary sounds have no pauses, so it is no signal-to-noise ratio.</dd>
<dt>Effective bandwidth</dt><dd>Highest frequency within 50 dB of the strongest above 200 Hz, of a spectrum sampled from the (at most) 32 brightest frames of each clip.</dd>
<dt>Clipped samples</dt><dd>Share of samples in runs of at least 3 equal samples at the clip's own extremes.</dd>
<dt>Silent frames</dt><dd>Share of analysis frames below −60 dB of full scale.</dd>
<dt>Spectrum</dt><dd>Third-octave bands; each clip divided by its own total power; the mean over clips is of decibels, so that each counts alike. Features as librosa defines them.</dd>
<dt>Balance</dt><dd>Shannon entropy of the label shares over its maximum; equal classes by its exponential (Hill number of order 1).</dd>
</dl>
${report.meyda === undefined ? null : meydaHtml(report.meyda)}
${optionsHtml(report)}`;
  return { id: "method", title: "How the numbers were made", body };
}

function exactText({ dataset, level, frequency }: DatasetReport): string {
  return `What is not listed here is exact: it rests on all ${formatCount(dataset.audioCount)} clips that could be decoded (${formatCount(level.rootMeanSquareDecibels.count)} of them sound and so have a level in dB, ${formatCount(level.loudnessLufs.count)} are long and loud enough for a loudness, ${formatCount(frequency.centroidHertz.count)} have a spectrum).`;
}

function headersText({ dataset }: DatasetReport): string {
  return `Headers alone were read. Durations are exact as far as headers and file sizes tell the truth: those of ${formatCount(dataset.audioCount)} files are known. No sample was decoded.`;
}

/** Sections that were computed otherwise than the rest. */
function otherwiseHtml({ methodBySection = {} }: DatasetReport): Html | null {
  const sections = Object.entries(methodBySection);
  if (sections.length === 0) return null;
  return html`<ul>${sections.map(([name, { method, reason }]) => html`<li>${sectionName(name)}: ${method}, ${reason}</li>`)}</ul>`;
}

function meydaHtml(meyda: MeydaStatistics): Html {
  const measures = Object.entries(meyda.features).map(([name, distribution]) => ({
    name,
    distribution,
    write: formatNumber,
  }));
  const caption = `Features by meyda ${meyda.version}, in its own definitions and units, at most ${formatCount(meyda.framesPerClip)} frames of ${formatCount(meyda.frameLength)} samples per clip`;
  return distributionTable(caption, measures);
}

function optionsHtml({ options }: DatasetReport): Html | null {
  const entries = Object.entries(options);
  if (entries.length === 0) return null;
  return tableHtml(
    "Options of this run",
    [
      { title: "Option", cell: ([name]) => html`<code>${nameHtml(name)}</code>` },
      { title: "Value", cell: ([, value]) => (value === null ? "–" : nameHtml(String(value), 200)) },
    ],
    entries,
  );
}
