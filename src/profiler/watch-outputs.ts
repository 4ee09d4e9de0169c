import type { StageContract } from "../model/pipeline-profile.ts";
import { buildContract } from "./contracts/build-contract.ts";
import type { CostMeter } from "./cost-meter.ts";
import { addSize, type OutputSize } from "./describe-output.ts";
import type { ExampleLedger } from "./example-ledger.ts";

/** Watches what one stage emits. */
export interface OutputWatcher {
  see(value: unknown): void;
  readonly outputCount: number;
  readonly size: Readonly<OutputSize>;
  contract(): StageContract | null;
}

/** What watching needs. */
export interface WatchContext {
  now(): number;
  readonly meter: CostMeter;
  /** Learns what outputs say of their examples; null where an output is not one example. */
  readonly ledger: ExampleLedger | null;
}

/** Outputs looked at for the contract: the first ones, then one in `contractStride`, as long as that costs little. */
const firstContracts = 8;
const contractStride = 64;
const maxContracts = 64;
/** What looking at outputs may cost, over all stages: a share of the run, and a grace that lets short runs say something too. */
const contractBudget = 0.01;
const contractGraceSeconds = 0.01;
/** Outputs in a row that said nothing new of their examples before a stage's outputs are no longer read for it. */
const dullOutputs = 16;

/** Begins to watch: sizes of all outputs, a contract from a few, and what they say of their examples. */
export function watchOutputs({ now, meter, ledger }: WatchContext): OutputWatcher {
  const contract = buildContract();
  const size: OutputSize = { bytes: 0, audioSeconds: 0, hasDuration: false };
  const openedAt = now();
  let outputCount = 0;
  let dullCount = 0;

  function isLookedAt(outputIndex: number): boolean {
    if (contract.sampledCount() >= maxContracts) return false;
    return outputIndex < firstContracts || outputIndex % contractStride === 0;
  }

  function lookAt(value: unknown): void {
    const startedAt = now();
    const allowedSeconds = contractGraceSeconds + contractBudget * (startedAt - openedAt);
    if (contract.sampledCount() > 1 && meter.contractSeconds > allowedSeconds) return;
    contract.add(value);
    meter.contractSeconds += now() - startedAt;
  }

  return {
    see(value) {
      const outputIndex = outputCount++;
      addSize(value, size);
      if (ledger !== null && dullCount <= dullOutputs) {
        dullCount = ledger.note(outputIndex, value) ? 0 : dullCount + 1;
      }
      if (isLookedAt(outputIndex)) lookAt(value);
    },
    get outputCount() {
      return outputCount;
    },
    size,
    contract: contract.finish,
  };
}
