import { serveThread } from "../io/thread-pool.ts";
import { measureTask } from "./measure-task.ts";

// Runs in worker threads only; see `measure-clips.ts`.
void serveThread(measureTask);
