import type { Estimate } from "../model/estimate.ts";
import { shareWords } from "../model/share-words.ts";

/** What stands where there is no number. */
export const noNumber = "–";

/** A number, or null where there is none. */
export type MaybeNumber = number | null | undefined;

/** A function that writes a number for a person. */
export type NumberFormat = (value: MaybeNumber) => string;

/** Makes a format that writes `–` for null and for what is not finite. */
function format(write: (value: number) => string): NumberFormat {
  return (value) => (typeof value === "number" && Number.isFinite(value) ? write(value) : noNumber);
}

function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (fraction === undefined ? thousands : `${thousands}.${fraction}`).replace(/^-/, "−");
}

/** A number to `digits` significant digits, its whole part in full: 1234.5 -> `1,235`, 0.012345 -> `0.0123`. */
function significant(value: number, digits: number): string {
  if (value === 0) return "0";
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value))));
  if (decimals > 6) return value.toExponential(digits - 1).replace(/-/g, "−");
  const fixed = value.toFixed(decimals);
  return grouped(fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed);
}

/** Three significant digits: `0.0123`, `12.3`, `1,235`. */
export const formatNumber = format((value) => significant(value, 3));

/** A whole number with thousands apart: `12,345`. */
export const formatCount = format((value) => grouped(value.toFixed(0)));

/** Seconds in the unit that suits: `850 µs`, `12.3 ms`, `4.5 s`, `12 min 30 s`, `3 h 24 min`. */
export const formatSeconds = format((seconds) => {
  const size = Math.abs(seconds);
  if (size === 0) return "0 s";
  if (size < 1e-6) return `${significant(seconds * 1e9, 3)} ns`;
  if (size < 1e-3) return `${significant(seconds * 1e6, 3)} µs`;
  if (size < 1) return `${significant(seconds * 1e3, 3)} ms`;
  if (size < 120) return `${significant(seconds, 3)} s`;
  const sign = seconds < 0 ? "−" : "";
  return size < 7200
    ? `${sign}${inParts(size, 60, ["min", "s"])}`
    : `${sign}${inParts(size / 60, 60, ["h", "min"])}`;
});

function inParts(total: number, base: number, units: readonly [string, string]): string {
  const rounded = Math.round(total);
  const rest = rounded % base;
  const first = `${grouped(String((rounded - rest) / base))} ${units[0]}`;
  return rest === 0 ? first : `${first} ${rest} ${units[1]}`;
}

/** A number with a decimal prefix before its unit. */
function scaled(value: number, unit: string): string {
  const prefixes = ["", "k", "M", "G", "T"];
  let step = 0;
  let rest = value;
  // 999.5 would be written as 1000, so it already belongs to the next prefix.
  while (Math.abs(rest) >= 999.5 && step < prefixes.length - 1) {
    rest /= 1000;
    step += 1;
  }
  return `${significant(rest, 3)} ${prefixes[step]}${unit}`;
}

/** Bytes with decimal prefixes: `1.5 MB` is 1,500,000 bytes. */
export const formatBytes = format((bytes) => scaled(bytes, "B"));

/** Bytes per second with decimal prefixes. */
export const formatBytesPerSecond = format((bytes) => scaled(bytes, "B/s"));

/** A frequency to three digits: `440 Hz`, `3.25 kHz`. */
export const formatHertz = format((hertz) => scaled(hertz, "Hz"));

/** A sampling rate with all its digits: `44.1 kHz`, `11.025 kHz`. */
export const formatSamplingRate = format((hertz) =>
  hertz >= 1000 ? `${significant(hertz / 1000, 6)} kHz` : `${significant(hertz, 6)} Hz`,
);

/** A level to a tenth of a decibel: `−12.3 dB`. */
export const formatDecibels = format((decibels) => `${grouped(decibels.toFixed(1))} dB`);

/** A loudness to a tenth of a LUFS: `−23.1 LUFS`. */
export const formatLufs = format((loudness) => `${grouped(loudness.toFixed(1))} LUFS`);

/** A share 0..1 as a percentage; what is almost nothing or almost all is not rounded to it. */
export const formatShare = format((share) => `${grouped(shareWords(share).slice(0, -1))}%`);

/** A relative change as a signed percentage: 0.123 -> `+12.3%`. */
export const formatChange = format((change) => {
  const percent = (100 * change).toFixed(Math.abs(change) < 10 ? 1 : 0);
  return Number(percent) === 0 ? "0.0%" : `${change > 0 ? "+" : ""}${grouped(percent)}%`;
});

/** How many times as much: `4.1x`. */
export const formatRatio = format((ratio) => `${significant(ratio, ratio < 10 ? 2 : 3)}x`);

/** A probability of a test: `0.012`, `<0.0001`. */
export const formatProbability = format((probability) =>
  probability < 1e-4 ? "<0.0001" : significant(probability, 2),
);

/** Examples per second. */
export const formatRate = format((rate) => `${significant(rate, 3)}/s`);

/** The interval of an estimate: `101–113`; the two ends are written by `write`. */
export function formatInterval(estimate: Estimate | null, write: NumberFormat = formatNumber): string {
  if (estimate === null) return noNumber;
  return `${write(estimate.low)} to ${write(estimate.high)}`;
}

/** A count and its noun: `1 file`, `12 files`. */
export function formatPlural(count: number, one: string, many: string = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** An ISO 8601 time to the minute: `2025-03-01 14:05 UTC`. */
export function formatTime(iso: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d.*Z$/.test(iso) ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso;
}
