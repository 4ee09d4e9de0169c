import type { WorstClips } from "../model/clip-evidence.ts";

/** The ids of the first example of every kind, then of the second of every kind, and so on, each once. */
export function idsInTurns(kinds: readonly WorstClips[]): readonly string[] {
  const longest = kinds.reduce((most, { clips }) => Math.max(most, clips.length), 0);
  const ids = Array.from({ length: longest }, (_, turn) =>
    kinds.flatMap(({ clips }) => clips[turn]?.exampleId ?? []),
  );
  return [...new Set(ids.flat())];
}
