import { resolve } from "node:path";
import { startCpuProfiler } from "../io/cpu-profiler.ts";
import type { CpuDrillDown, CpuProfile } from "../model/cpu-profile.ts";
import type { RunRecord } from "../profiler/run-record.ts";
import { profileOfStage, sampledFunctions } from "../profiler/sampled-functions.ts";

/** Where the modules of this package are. */
const ownUrl = new URL("..", import.meta.url).href;

/** Profiles as files hold them: of the whole run, and of the stage to blame alone. */
export interface CpuProfiles {
  readonly whole: CpuProfile;
  readonly bottleneck: CpuProfile;
}

/** What samples of the main thread said. */
export interface SampledCode {
  readonly functions: CpuDrillDown;
  profilesOf(stageName: string): CpuProfiles;
}

/** Runs something while the main thread is sampled, and lays the samples over the record that it gives. */
export async function sampleCode(
  run: () => Promise<RunRecord>,
): Promise<{ readonly record: RunRecord; readonly sampled: SampledCode }> {
  const stop = await startCpuProfiler();
  let record: RunRecord;
  try {
    record = await run();
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  const { profile, startSeconds } = await stop();
  const code = { profile, startSeconds, ownUrl, folder: `${resolve(".")}/` };
  return {
    record,
    sampled: {
      functions: sampledFunctions(record, code),
      profilesOf: (stageName) => ({
        whole: profile,
        bottleneck: profileOfStage(record, code, stageName),
      }),
    },
  };
}
