import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { posix } from "node:path";
import { performance } from "node:perf_hooks";
import type { Environment } from "../model/environment.ts";

/** How long the main thread has run and has waited to run, since the process began. */
export interface Schedule {
  /** Time on a core, in seconds. */
  readonly onCpuSeconds: number;
  /** Time ready to run while another had the core, in seconds. */
  readonly runQueueSeconds: number;
}

/** Where a folder's working tree stands. */
export interface GitState {
  /** Full hash of HEAD. */
  readonly commit: string;
  /** Whether tracked files differ from it, or untracked ones lie about. */
  readonly isDirty: boolean;
}

/** The machine class that this process runs on. */
export function readEnvironment(): Environment {
  const cores = cpus();
  return {
    operatingSystem: platform(),
    architecture: arch(),
    cpuModel: withoutClockRate(cores[0]?.model ?? "unknown"),
    logicalCoreCount: Math.max(1, cores.length),
    cpuQuotaCores: readCpuQuotaCores(),
    memoryClassBytes: 2 ** Math.ceil(Math.log2(totalmem())),
    nodeVersion: process.versions.node.split(".").slice(0, 2).join("."),
    v8Version: process.versions.v8,
  };
}

/** A CPU's model name without its clock rate and trademark signs: both vary within one machine class. */
export function withoutClockRate(model: string): string {
  return model
    .replace(/\((R|TM)\)/gi, "")
    .replace(/@?\s*[\d.]+\s*[GM]Hz/i, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * Cores that a container's quota allows, the tightest of its control groups; null without one, or elsewhere than on
 * Linux. Version 2 (`cpu.max`) and version 1 (`cpu.cfs_quota_us`). `root` is the file system's root, for tests.
 */
export function readCpuQuotaCores(root = "/"): number | null {
  const own = readText(`${root}/proc/self/cgroup`) ?? "";
  const quotas = [
    ...ancestors(own.match(/^0::(.*)$/m)?.[1]).map((path) =>
      quotaOf(...words(readText(`${root}/sys/fs/cgroup${path}/cpu.max`))),
    ),
    ...ancestors(own.match(/^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(.*)$/m)?.[1]).map((path) => {
      const folder = `${root}/sys/fs/cgroup/cpu${path}`;
      return quotaOf(
        readText(`${folder}/cpu.cfs_quota_us`)?.trim(),
        readText(`${folder}/cpu.cfs_period_us`)?.trim(),
      );
    }),
  ].filter((quota) => quota !== null);
  return quotas.length === 0 ? null : Math.min(...quotas);
}

/** Time of the main thread on a core and in the run queue; null where the system does not say (not Linux). */
export function readSchedule(): Schedule | null {
  // The process's own file is that of its first thread, which in Node.js is the main one.
  const fields = words(readText("/proc/self/schedstat")).map(Number);
  const [onCpuNanoseconds, runQueueNanoseconds] = fields;
  if (!Number.isFinite(onCpuNanoseconds) || !Number.isFinite(runQueueNanoseconds)) return null;
  return { onCpuSeconds: onCpuNanoseconds! * 1e-9, runQueueSeconds: runQueueNanoseconds! * 1e-9 };
}

/** Share of the last 10 seconds, 0..1, in which some task waited for a core (Linux PSI); null where it is not kept. */
export function readPressure(): number | null {
  const percent = readText("/proc/pressure/cpu")?.match(/^some avg10=([\d.]+)/m)?.[1];
  return percent === undefined ? null : Number(percent) / 100;
}

/** Commit of the working tree that holds `folder`; null outside one, before its first commit, or without git. */
export function readGit(folder: string): GitState | null {
  try {
    const commit = git(folder, ["rev-parse", "--verify", "HEAD"]).trim();
    return { commit, isDirty: git(folder, ["status", "--porcelain"]).trim() !== "" };
  } catch {
    return null;
  }
}

/** Repeats of the calibration kernel; the least disturbed one counts. */
const calibrationRepeatCount = 12;

/**
 * Seconds of a fixed piece of work: the least of several repeats, 40 ms in all. Arithmetic, hashing, copying and small
 * allocations in about equal parts, so that it follows the machine as a mixed pipeline would.
 */
export function measureCalibrationSeconds(): number {
  let least = Number.POSITIVE_INFINITY;
  let checksum = 0;
  for (let repeat = 0; repeat < calibrationRepeatCount; repeat++) {
    const start = performance.now();
    checksum += calibrationWork();
    least = Math.min(least, performance.now() - start);
  }
  // The result must be used, or the compiler may drop the work.
  if (Number.isNaN(checksum)) throw new RangeError("the calibration kernel gave NaN");
  return least / 1000;
}

/** The fixed work: the same operations on every call. */
function calibrationWork(): number {
  return arithmetic(400_000) + hashing(24_000) + copying(40) + allocating(160_000);
}

function arithmetic(stepCount: number): number {
  let x = 0.5;
  let sum = 0;
  for (let step = 0; step < stepCount; step++) {
    x = 3.7 * x * (1 - x);
    sum += Math.sqrt(x);
  }
  return sum;
}

function hashing(entryCount: number): number {
  const counts = new Map<number, number>();
  for (let entry = 0; entry < entryCount; entry++) {
    const key = (entry * 2654435761) % 4096;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts.size;
}

// Made when first used: nobody else shall pay for filling it.
let copied: { readonly source: Float32Array; readonly target: Float32Array } | null = null;

function copying(copyCount: number): number {
  copied ??= { source: new Float32Array(262_144).fill(0.25), target: new Float32Array(262_144) };
  const { source: copySource, target: copyTarget } = copied;
  for (let copy = 0; copy < copyCount; copy++) {
    copyTarget.set(copySource);
    copyTarget[copy] = copy;
  }
  return copyTarget[copyCount - 1] ?? 0;
}

function allocating(objectCount: number): number {
  const kept: { index: number; pair: readonly number[] }[] = [];
  for (let index = 0; index < objectCount; index++) {
    kept[index % 256] = { index, pair: [index, index + 1] };
  }
  return kept.reduce((sum, one) => sum + one.index, 0);
}

function git(folder: string, subcommand: readonly string[]): string {
  // Without optional locks: reading the state must not disturb a git command the user runs at the same time.
  return execFileSync("git", ["--no-optional-locks", "-C", folder, ...subcommand], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 10_000,
  });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function words(text: string | null): readonly string[] {
  return text === null ? [] : text.trim().split(/\s+/);
}

/** A control group's path and those above it, `""` for the root; none when the path is unknown. */
function ancestors(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  return path === "/" ? [""] : [path, ...ancestors(posix.dirname(path))];
}

/** Cores from a quota and its period in microseconds; `max` and -1 mean no limit. */
function quotaOf(quota?: string, period?: string): number | null {
  const cores = Number(quota) / Number(period);
  return Number.isFinite(cores) && cores > 0 ? cores : null;
}
