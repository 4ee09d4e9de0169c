import { InvalidArgumentError } from "commander";
import type { Shard } from "../model/dataset-part.ts";
import { type Severity, severities } from "../model/finding.ts";
import type { Parameters } from "../model/pipeline-profile.ts";

/** Reads a whole number of at least 1. */
export function positiveCount(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("give a whole number of at least 1");
}

/** Reads a whole number of at least 0. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError("give a whole number");
}

/** Reads a number of rounds: with fewer than three nothing can be compared. */
export function roundCount(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 3) return value;
  throw new InvalidArgumentError("give a whole number of at least 3");
}

/** Reads a duration such as 30, 30s, 5m or 1h, in seconds. */
export function durationSeconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(s|m|min|h)?$/.exec(text.trim());
  const unit = { s: 1, m: 60, min: 60, h: 3600 }[match?.[2] ?? "s"];
  if (match !== null && unit !== undefined && Number(match[1]) > 0) return Number(match[1]) * unit;
  throw new InvalidArgumentError("give a time such as 30s or 5m");
}

/** Reads a ratio: 3%, 0.03 or 1e-6. */
export function ratio(text: string): number {
  const match = /^(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(%)?$/i.exec(text.trim());
  const value = match === null ? Number.NaN : Number(match[1]) / (match[2] === undefined ? 1 : 100);
  if (value >= 0 && value < 10) return value;
  throw new InvalidArgumentError("give a ratio such as 3% or 0.03");
}

/** Reads a rate such as 200MB/s, 1.5GB/s or 800000, in bytes per second. */
export function bytesPerSecond(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kMG]?)B?(?:\/s)?$/.exec(text.trim());
  const unit = { "": 1, k: 1e3, M: 1e6, G: 1e9 }[match?.[2] ?? ""];
  if (match !== null && unit !== undefined && Number(match[1]) > 0) return Number(match[1]) * unit;
  throw new InvalidArgumentError("give a rate such as 200MB/s");
}

/** Reads one `key=value` and adds it to those read before. Numbers and true/false become what they look like. */
export function addParameter(text: string, before: Parameters): Parameters {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("give key=value");
  return { ...before, [text.slice(0, at)]: parameterValue(text.slice(at + 1)) };
}

function parameterValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && String(Number(text)) === text ? Number(text) : text;
}

/** Reads a share of a dataset: 2/8 is the second of eight. */
export function shard(text: string): Shard {
  const match = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim());
  const [number, count] = [Number(match?.[1]), Number(match?.[2])];
  if (number >= 1 && number <= count) return { number, count };
  throw new InvalidArgumentError("give a share such as 2/8, from 1/8 to 8/8");
}

/** Reads all parameters from one JSON object: unlike `key=value`, it keeps the text "8" apart from the number 8. */
export function parametersFromJson(text: string): Parameters {
  const parsed = parameters(JSON.parse(text));
  if (parsed !== null) return parsed;
  throw new InvalidArgumentError("give an object of texts, numbers, true and false");
}

/** Any value as parameters; null when it is not an object of texts, numbers, true and false. */
export function parameters(value: unknown): Parameters | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const isPlain = Object.values(value).every((one) => ["string", "number", "boolean"].includes(typeof one));
  return isPlain ? (value as Parameters) : null;
}

/** Reads a severity. */
export function severity(text: string): Severity {
  const found = severities.find((known) => known === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`give one of ${severities.join(", ")}`);
}

/** Reads a share of a whole, above 0 and at most 1: 5% or 0.05. */
export function shareOf(text: string): number {
  const value = /^\d*\.?\d+\s*%?$/.test(text.trim()) ? ratio(text) : Number.NaN;
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError("give a share such as 5% or 0.05, above 0 and at most 1");
}
