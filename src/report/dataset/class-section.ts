import type { DatasetReport } from "../../model/dataset-statistics.ts";
import type { Histogram } from "../../model/distribution.ts";
import { plotBox, spectrumHeight, spectrumRangeDecibels } from "../browser/plot-box.ts";
import { barsPath, greatestOf, linePath } from "../browser/shapes.ts";
import { legendHtml } from "../components/legend.ts";
import { plotHtml, type Tick } from "../components/plot.ts";
import { displayName } from "../display-text.ts";
import {
  formatCount,
  formatHertz,
  formatPlural,
  formatSamplingRate,
  formatSeconds,
} from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Labels that have small charts of their own, at most. */
export const classCap = 24;

/** Bins in which the durations of labels are drawn on one axis. */
const durationBins = 32;

type Levels = readonly (number | null)[];

/** What one label looks like. */
interface ClassCard {
  readonly label: string;
  readonly count: number;
  readonly spectrum: Levels;
  readonly mel: Levels;
  readonly durations: Histogram | null;
}

/** Average spectrum, mel spectrum and durations of each label, on common axes; null without a signal. */
export function classSection(report: DatasetReport): Section | null {
  const cards = cardsOf(report);
  const shown = cards.slice(0, classCap).filter(({ spectrum }) => spectrum.some((level) => level !== null));
  if (shown.length < 2) return null;
  const cut =
    cards.length > classCap ? ` The ${classCap} largest of ${formatCount(report.labels.count)} labels.` : "";
  const overall = report.frequency.averageSpectrum.decibels;
  const melRange = rangeOf(shown.map(({ mel }) => mel));
  return {
    id: "classes",
    title: "Each label",
    body: html`<p class="muted">Average third-octave spectrum (0 to −${spectrumRangeDecibels} dB of each clip's total), mean log-mel spectrum (40 bands up to ${melEnd(report)}), and durations. The axes are the same for all.${cut}</p>
${legendHtml([
  { name: "the label", color: "var(--accent)" },
  { name: "mean of all clips", color: "var(--muted)" },
])}
<div class="cards">${shown.map((card) => cardHtml(card, { report, overall, melRange }))}</div>`,
  };
}

function cardsOf({ labels, frequency, duration }: DatasetReport): readonly ClassCard[] {
  const spectra = new Map(Object.entries(frequency.averageSpectrum.byLabel));
  const mels = new Map(Object.entries(frequency.melMean.byLabel));
  const durations = new Map(Object.entries(duration.byLabel));
  return labels.entries.map(({ label, count }) => ({
    label,
    count,
    spectrum: spectra.get(label) ?? [],
    mel: mels.get(label) ?? [],
    durations: durations.get(label)?.histogram ?? null,
  }));
}

/** What the cards have in common. */
interface Common {
  readonly report: DatasetReport;
  readonly overall: Levels;
  readonly melRange: readonly [number, number];
}

function cardHtml(card: ClassCard, common: Common): Html {
  const { report, overall } = common;
  const { label, count, spectrum, mel, durations } = card;
  const name = displayName(label);
  const { duration } = report;
  const hasLengths = durations !== null && duration.minSeconds !== duration.maxSeconds;
  return html`<article class="card"><h3>${nameHtml(label, 40)} <span class="muted">${formatCount(count)}</span></h3>
${plotHtml(
  html`<path class="line all" d="${linePath(overall.map(spectrumHeight), plotBox)}"/><path class="line own" d="${linePath(spectrum.map(spectrumHeight), plotBox)}"/>`,
  {
    title: "Spectrum",
    note: "",
    gist: `Average spectrum of ${name}, ${formatPlural(count, "example")}; strongest at ${strongest(spectrum, report)}, of all clips at ${strongest(overall, report)}.`,
    ticks: endTicks(report.frequency.averageSpectrum.bandCentersHertz),
  },
)}${mel.length === 0 ? null : melPlot(name, mel, common)}${hasLengths ? durationPlot(name, durations, report) : null}</article>
`;
}

/** Centre of the strongest band. */
function strongest(spectrum: Levels, { frequency }: DatasetReport): string {
  const best = spectrum.reduce<number>(
    (top, level, band) => ((level ?? -Infinity) > (spectrum[top] ?? -Infinity) ? band : top),
    0,
  );
  return formatHertz(Math.round(frequency.averageSpectrum.bandCentersHertz[best] ?? Number.NaN));
}

/** Where the mel bands end, and which clips they are of, where not of all. */
function melEnd({ frequency: { melMean, centroidHertz } }: DatasetReport): string {
  const { sampleRateHertz, clipCount = 0 } = melMean;
  if (sampleRateHertz == null) return "Nyquist";
  const measured = centroidHertz.count + (centroidHertz.missingByReason?.["silent"] ?? 0);
  const end = formatHertz(sampleRateHertz / 2);
  return clipCount >= measured
    ? end
    : `${end}, of the ${formatCount(clipCount)} clips at ${formatSamplingRate(sampleRateHertz)} alone`;
}

function melPlot(name: string, mel: Levels, { melRange: [low, high], report }: Common): Html {
  const rate = report.frequency.melMean.sampleRateHertz ?? null;
  const end = rate === null ? "Nyquist" : formatHertz(rate / 2);
  const heights = mel.map((level) => (level === null ? null : (level - low) / (high - low || 1)));
  return plotHtml(html`<path class="line own" d="${linePath(heights, plotBox)}"/>`, {
    title: "Mel",
    note: "",
    gist: `Mean log-mel spectrum of ${name}.`,
    ticks: [
      { at: 0, text: "0 Hz" },
      { at: 1, text: end },
    ],
  });
}

function durationPlot(name: string, { edges, counts }: Histogram, { duration }: DatasetReport): Html {
  const [low, high] = [duration.minSeconds ?? 0, duration.maxSeconds ?? 1];
  const bins = new Array<number>(durationBins).fill(0);
  counts.forEach((count, index) => {
    const middle = (edges[index]! + edges[index + 1]!) / 2;
    const bin = Math.floor((durationBins * (middle - low)) / (high - low || 1));
    bins[Math.max(0, Math.min(durationBins - 1, bin))]! += count;
  });
  const top = greatestOf(bins) || 1;
  return plotHtml(
    html`<path class="own" d="${barsPath(
      bins.map((count) => count / top),
      plotBox,
    )}"/>`,
    {
      title: "Duration",
      note: "",
      gist: `Durations of ${name}.`,
      ticks: [
        { at: 0, text: formatSeconds(low) },
        { at: 1, text: formatSeconds(high) },
      ],
    },
  );
}

function rangeOf(spectra: readonly Levels[]): readonly [number, number] {
  const levels = spectra.flat().filter((level) => level !== null);
  const high = levels.reduce((most, level) => Math.max(most, level), -Infinity);
  const low = levels.reduce((least, level) => Math.min(least, level), Infinity);
  return [Math.max(low, high - 100), high];
}

/** The first and the last band: what a small axis has room for. */
function endTicks(centersHertz: readonly number[]): readonly Tick[] {
  return [
    { at: 0, text: formatHertz(Math.round(centersHertz[0] ?? 0)) },
    { at: 1, text: formatHertz(Math.round((centersHertz.at(-1) ?? 0) / 1000) * 1000) },
  ];
}

/** Round frequencies on an axis of bands. */
export function bandTicks(centersHertz: readonly number[]): readonly Tick[] {
  const [first = 1, last = 2] = [centersHertz[0], centersHertz.at(-1)];
  return [100, 1000, 10_000]
    .filter((hertz) => hertz >= first && hertz <= last)
    .map((hertz) => ({
      at: Math.log(hertz / first) / Math.log(last / first),
      text: hertz >= 1000 ? `${hertz / 1000} kHz` : `${hertz} Hz`,
    }));
}
