import { serveThread } from "../io/thread-pool.ts";
import { measureImage } from "./measure-image.ts";

// Runs in worker threads only; see `measure-images.ts`.
void serveThread(measureImage);
