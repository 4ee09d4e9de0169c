import { end } from "../pipeline/operator.ts";

/** Gives what was pulled, or the end once `signal` is aborted; one promise per output and one listener per run. */
export function stopWaitingFor(
  signal: AbortSignal | undefined,
): (pulled: Promise<unknown>) => Promise<unknown> {
  if (signal === undefined) return (pulled) => pulled;
  let stop = (): void => {};
  signal.addEventListener("abort", () => stop(), { once: true });
  return (pulled) =>
    new Promise((resolve, reject) => {
      stop = () => resolve(end);
      if (signal.aborted) stop();
      // A failure that comes after the end is heard here, and by nobody else.
      pulled.then(resolve, reject);
    });
}
