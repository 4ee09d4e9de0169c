import { cpus } from "node:os";
import { performance } from "node:perf_hooks";

/** Monotonic clock, in seconds. */
export function readClock(): number {
  return performance.now() / 1000;
}

/** Time that the event loop of this thread has spent waiting in its poll, in seconds. */
export function readLoopIdleSeconds(): number {
  return performance.eventLoopUtilization().idle / 1000;
}

/** Turns that the event loop of this thread has made; 0 before Node.js 20.18, which does not count them. */
export function readLoopTurnCount(): number {
  const { uvMetricsInfo } = performance.nodeTiming as { uvMetricsInfo?: { readonly loopCount: number } };
  return uvMetricsInfo?.loopCount ?? 0;
}

/** Processor time of the process over all its threads, in seconds. */
export function readProcessCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The calendar date and time: ISO 8601, UTC. */
export function readDate(): string {
  return new Date().toISOString();
}

/** Cost of one reading of the monotonic clock, in seconds: the mean over many, the fastest of several tries. */
export function measureClockCostSeconds(): number {
  const readings = 2000;
  let fastest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 20; attempt++) {
    const startedAt = performance.now();
    for (let reading = 1; reading < readings; reading++) performance.now();
    fastest = Math.min(fastest, (performance.now() - startedAt) / readings);
  }
  return fastest / 1000;
}

/** Processor time that all processes of the machine have used so far, in seconds, to about a hundredth; 0 where the system does not say. */
export function readMachineCpuSeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;
}
