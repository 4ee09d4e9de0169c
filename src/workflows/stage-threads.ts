import { openStageThreads } from "../io/stage-threads.ts";
import { siblingModule } from "../io/thread-pool.ts";
import type { OpenThreads } from "../pipeline/threads.ts";

/** Opens real threads for the stages of a pipeline that ask for them with `worker`. */
export const openThreads: OpenThreads = (request) =>
  openStageThreads(siblingModule(import.meta.url, "stage-thread"), request);
