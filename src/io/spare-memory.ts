import { setFlagsFromString } from "node:v8";

/**
 * Tells V8 to let the heap grow by little beyond what is in use, for work that holds many small objects: collecting more often costs a tenth
 * to a third more CPU time (10,000 clips, once, on a loaded machine) and saves a third of the memory. Holds for the rest of the process, threads included.
 */
export function spareMemory(): void {
  setFlagsFromString("--optimize-for-size");
}
