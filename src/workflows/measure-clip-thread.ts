import { serveThread } from "../io/thread-pool.ts";
import { writeRecord } from "../model/clip-record.ts";
import { measureTask } from "./measure-task.ts";

// Runs in worker threads only; see `measure-clips.ts`.
void serveThread(measureTask, ({ clip, contentTag }, claim) => {
  writeRecord(clip, contentTag, claim);
});
