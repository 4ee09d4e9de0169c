import type { Environment, Tool } from "./environment.ts";

/** What a machine offers to this package: the result of `profile doctor`. */
export interface MachineReport {
  readonly tool: Tool;
  readonly environment: Environment;
  /** Cost of one reading of the monotonic clock, in seconds. */
  readonly clockCostSeconds: number;
  /** Seconds of the calibration kernel just now. */
  readonly calibrationSeconds: number;
  /** Whether the system says how long the main thread waits for a core. */
  readonly hasSchedule: boolean;
  /** Share of the last 10 seconds, 0..1, in which some task waited for a core; null where it is not kept. */
  readonly processorPressure: number | null;
  /** The tensor backend in use, and why. */
  readonly tensorBackend: { readonly name: string; readonly version: string | null; readonly reason: string };
  /** Packages that are used when they are installed. */
  readonly optionalPackages: readonly {
    readonly name: string;
    readonly isInstalled: boolean;
    readonly use: string;
  }[];
  /** Audio formats that can be decoded. */
  readonly audioFormats: readonly string[];
}
