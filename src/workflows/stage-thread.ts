import { serveStage } from "../io/serve-stage.ts";
import { findStageFunction } from "./find-stage-function.ts";

// Runs in worker threads only; see `stage-threads.ts`.
await serveStage(findStageFunction);
