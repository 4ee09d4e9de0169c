import { serveThread } from "../io/thread-pool.ts";
import { measureClip } from "./measure-clip.ts";

// Runs in worker threads only; see `measure-clips.ts`.
await serveThread(measureClip);
