import { setFlagsFromString } from "node:v8";

/**
 * For runs over many files. Tells V8 to let the heap grow by a fifth of what is in use before it collects all of it, not by as much again and more: of work that
 * holds many objects until its end, waiting frees little. Holds for the rest of the process, threads included. The room of young objects stays as small as in a short run
 * (`load-program.cjs`): room that grows is kept by the heap, used or not.
 */
export function spareMemory(): void {
  setFlagsFromString("--heap-growing-percent=20");
}
