import type { ClipMeasurement } from "../model/clip-measurement.ts";
import type { Dataset } from "../model/dataset.ts";
import { type Example, labelsOf } from "../model/example.ts";

/** An example, whatever was measured of it. */
export interface ExampleItem {
  readonly example: Example;
}

/** An example with what was measured of its recording: the row that every section and every finding starts from. */
export interface MeasuredExample extends ExampleItem {
  /** Null when it was not measured. */
  readonly measurement: ClipMeasurement | null;
}

/** Joins the examples of `dataset`, sorted by id, with their measurements, which come in any order. */
export function joinMeasurements<Measurement extends { readonly exampleId: string } = ClipMeasurement>(
  dataset: Dataset,
  measurements: readonly Measurement[],
): readonly (ExampleItem & { readonly measurement: Measurement | null })[] {
  const byId = new Map(measurements.map((measurement) => [measurement.exampleId, measurement]));
  return dataset.examples
    .map((example) => ({ example, measurement: byId.get(example.id) ?? null }))
    .sort((a, b) => compareText(a.example.id, b.example.id));
}

/** The labels of an example: none, one or several. */
export function itemLabels({ example }: ExampleItem): readonly string[] {
  return labelsOf(example);
}

/** Whether some audio of it could be decoded. */
export function hasAudio({ measurement }: MeasuredExample): boolean {
  return (measurement?.clip?.frameCount ?? 0) > 0;
}

/** Duration in seconds of what could be decoded, or null where nothing could. */
export function durationSecondsOf(item: MeasuredExample): number | null {
  return hasAudio(item) ? (item.measurement?.clip?.durationSeconds ?? null) : null;
}

/** Order of two texts by their code units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
