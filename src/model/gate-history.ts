import type { Environment } from "./environment.ts";
import type { Verdict } from "./verdict.ts";

/** Version of a line of a gate's history; raised when a field changes its meaning. */
export const historySchemaVersion = 1;

/** One gate of the past: a line of its history. */
export interface HistoryEntry {
  readonly schemaVersion: typeof historySchemaVersion;
  /** ISO 8601, UTC. */
  readonly measuredAt: string;
  readonly commit: string | null;
  readonly kind: Verdict["kind"];
  /** The machine it was measured on: only entries of one class are compared. */
  readonly environment: Environment;
  /** What was measured, by metric id. */
  readonly values: Readonly<Record<string, HistoryValue>>;
}

/** One metric of a gate of the past. */
export interface HistoryValue {
  /** In `unit`. */
  readonly value: number;
  readonly unit: string;
}
