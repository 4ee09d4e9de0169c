import type { PipelineReport, StageContract, StageProfile } from "../../model/pipeline-profile.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatNumber, formatSamplingRate, formatSeconds, noNumber } from "../format-number.ts";
import { type HtmlPart, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Channels and shapes that a row names. */
const mostNamed = 3;

/** What each stage was seen to emit. */
export function contractSection({ stages }: PipelineReport): Section {
  const table = tableHtml(
    "What each stage hands on, as seen in a sample of its outputs",
    [
      { title: "Stage", cell: (stage) => nameHtml(stage.name, 48) },
      { title: "In", kind: "number", cell: (stage) => formatCount(stage.inputCount) },
      { title: "Out", kind: "number", cell: (stage) => formatCount(stage.outputCount) },
      {
        title: "Type",
        cell: ({ contract }) => (contract?.dtype == null ? noNumber : nameHtml(contract.dtype)),
      },
      { title: "Shape", cell: ({ contract }) => shapeText(contract) },
      { title: "Range", cell: ({ contract }) => rangeText(contract) },
      { title: "Mean \u00b1 deviation", cell: ({ contract }) => momentsText(contract) },
      { title: "NaN", kind: "number", cell: ({ contract }) => countHtml(contract, contract?.nanCount) },
      {
        title: "Infinite",
        kind: "number",
        cell: ({ contract }) => countHtml(contract, contract?.infinityCount),
      },
      { title: "Rate", cell: ({ contract }) => ratesText(contract) },
      { title: "Duration", cell: ({ contract }) => durationText(contract) },
      { title: "Looked at", kind: "number", cell: ({ contract }) => formatCount(contract?.sampledCount) },
    ],
    stages satisfies readonly StageProfile[],
  );
  const tensors = stages.some(
    ({ contract }) => contract !== null && contract.dtype !== null && contract.valueCount === 0,
  );
  return {
    id: "contracts",
    title: "Contracts",
    body: html`${table}${tensors ? html`<p class="aside">Of tensors the type and the shape are looked at, never the values: reading them would make the device finish its work.</p>` : null}`,
  };
}

function shapeText(contract: StageContract | null): string {
  const shape = contract?.shape ?? null;
  if (shape === null) return noNumber;
  const known = contract?.shapes ?? [];
  const isMixed = shape.includes(null) && known.length > 1;
  if (!isMixed) return bracketed(shape);
  const named = known.slice(0, mostNamed).map((seen) => bracketed(seen.shape));
  return `${named.join(", ")}${known.length > mostNamed ? ` and ${known.length - mostNamed} more` : ""}`;
}

function bracketed(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => (size === null ? "varies" : String(size))).join(", ")}]`;
}

function rangeText(contract: StageContract | null): string {
  if (contract === null || contract.min === null) return noNumber;
  return unbroken(`${formatNumber(contract.min)} to ${formatNumber(contract.max)}`);
}

/** Of all values, or channel by channel. */
function momentsText(contract: StageContract | null): string {
  const channels = contract?.channels ?? [];
  if (channels.length === 0) return noNumber;
  const texts = channels
    .slice(0, mostNamed)
    .map(({ mean, standardDeviation }) => `${formatNumber(mean)} \u00b1 ${formatNumber(standardDeviation)}`);
  return `${texts.join("; ")}${channels.length > mostNamed ? "; \u2026" : ""}`;
}

/** A count of what should not be there; nothing where no values were looked at. */
function countHtml(contract: StageContract | null, count: number | undefined): HtmlPart {
  if (contract === null || count === undefined || contract.dtype === null) return noNumber;
  return count === 0 ? "0" : html`<strong>${formatCount(count)}</strong>`;
}

function ratesText(contract: StageContract | null): string {
  const rates = contract?.sampleRatesHertz ?? [];
  return rates.length === 0 ? noNumber : rates.map((rate) => unbroken(formatSamplingRate(rate))).join(", ");
}

function durationText(contract: StageContract | null): string {
  const duration = contract?.durationSeconds ?? null;
  if (duration === null) return noNumber;
  const { min, max } = duration;
  return unbroken(min === max ? formatSeconds(min) : `${formatSeconds(min)} to ${formatSeconds(max)}`);
}

/** Numbers that belong together stay on one line. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}
