import { readFileSync } from "node:fs";

/** What librosa says of one signal; see test/fixtures/signal/librosa-oracle.py. */
export interface LibrosaFacts {
  readonly meanMelPowers: readonly number[];
  readonly totalPower: number;
  readonly centroidHertz: number;
  readonly bandwidthHertz: number;
  readonly rolloff85Hertz: number;
  readonly flatness: number;
  readonly mfccMeans: readonly number[];
  readonly zeroCrossingRate: number;
  readonly frameRootMeanSquare: number;
}

/** The stored answers of librosa 0.11.0. */
export const librosaOracle = JSON.parse(
  readFileSync(new URL("../fixtures/signal/librosa-oracle.json", import.meta.url), "utf8"),
) as {
  readonly synthetic: Readonly<Record<string, LibrosaFacts>>;
  readonly fsdd: Readonly<Record<string, LibrosaFacts>>;
  /** Of mixed-formats/good; of several channels their mean. */
  readonly files: Readonly<Record<string, LibrosaFacts>>;
  /** Of every `step`-th frame of a file, for rates that none has: 16, 24 and 32 kHz. */
  readonly thinned: readonly (LibrosaFacts & { readonly file: string; readonly step: number })[];
  readonly melFilters: {
    readonly sampleRateHertz: number;
    readonly rows: Readonly<Record<string, readonly number[]>>;
  };
  readonly hertzToMel: Readonly<Record<string, number>>;
};
