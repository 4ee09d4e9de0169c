/** A pipeline that never waits would not let the process hear of Ctrl-C: the event loop turns at least this often, in seconds. */
export const turnEverySeconds = 0.1;

/** One turn of the event loop: whatever has come in meanwhile is heard. */
export function turnLoop(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
