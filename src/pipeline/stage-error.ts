import { messageOf, SoundingsError } from "../model/errors.ts";

/**
 * The error for a stage that threw, naming the stage and the element: the run has failed, unless it was asked wrongly.
 * @param index the number of the element; null where that is not known
 */
export function stageError(
  stageName: string,
  input: unknown,
  index: number | null,
  thrown: unknown,
): SoundingsError {
  const known = thrown instanceof SoundingsError ? thrown : null;
  if (known?.code === "run") return known;
  const name = nameOf(input);
  const element = index === null ? "an element" : `element ${index}`;
  const where = name === null ? element : `${element} (${name})`;
  return new SoundingsError(
    known?.code ?? "run",
    `stage "${stageName}" threw on ${where}: ${messageOf(thrown)}`,
    {
      hint:
        known?.hint || "catch the error inside the stage, or leave the element out with a filter before it",
      cause: thrown,
    },
  );
}

/** How an element calls itself, where it does. */
function nameOf(input: unknown): string | null {
  if (typeof input === "string") return input.length <= 200 ? input : null;
  if (typeof input !== "object" || input === null) return null;
  const { id, path } = input as { id?: unknown; path?: unknown };
  if (typeof id === "string") return id;
  return typeof path === "string" ? path : null;
}
