/** Ways to print that decoders use for what they also throw or return. */
const silent = { log: () => {}, warn: () => {}, error: () => {} };

/** Result of `work`, which must be synchronous, with the process's console silent meanwhile. */
export function withoutPrinting<T>(work: () => T): T {
  const { log, warn, error } = globalThis.console;
  Object.assign(globalThis.console, silent);
  try {
    return work();
  } finally {
    Object.assign(globalThis.console, { log, warn, error });
  }
}
