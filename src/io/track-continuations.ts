import { createHook, executionAsyncResource } from "node:async_hooks";

/** Follows asynchronous continuations back to the stage whose call created them. */
export interface Continuations {
  /** From now on, whatever is created belongs to this stage, until `leave`. */
  enter(stageIndex: number): void;
  leave(): void;
  /** Main-thread time of a stage's continuations so far, in seconds. */
  busySeconds(stageIndex: number): number;
  /** Callbacks and creations seen so far, those of no stage included. */
  eventCount(): number;
  /** Ends the tracking. */
  stop(): void;
}

/** Where a resource notes the stage it belongs to. */
const stageOf: unique symbol = Symbol("soundings.stage");

interface Marked {
  [stageOf]?: number;
}

const noStage = -1;

/**
 * Tracks with async hooks: each promise, timer or request created during a stage's call, or during a continuation of
 * one, is marked with the stage; the time its callbacks take is the stage's. Costs nothing while no promise is created.
 */
export function trackContinuations(
  stageCount: number,
  now: () => number = () => performance.now() / 1000,
): Continuations {
  const seconds = new Float64Array(stageCount);
  let current = noStage;
  let continued = noStage;
  let startedAt = 0;
  /** Callbacks under way within a call or a continuation: they are part of it. */
  let nestedCount = 0;
  let eventCount = 0;
  const hook = createHook({
    init(_asyncId, _type, _triggerAsyncId, resource) {
      eventCount++;
      if (current !== noStage) (resource as Marked)[stageOf] = current;
    },
    before() {
      eventCount++;
      if (current !== noStage) {
        nestedCount++;
        return;
      }
      const stage = (executionAsyncResource() as Marked)[stageOf];
      if (stage === undefined) return;
      current = stage;
      continued = stage;
      startedAt = now();
    },
    after() {
      if (nestedCount > 0) {
        nestedCount--;
        return;
      }
      if (continued === noStage) return;
      seconds[continued] = seconds[continued]! + now() - startedAt;
      continued = noStage;
      current = noStage;
    },
  });
  hook.enable();
  return {
    enter(stageIndex) {
      // A stage that calls another one within a continuation of its own is not charged for the other's work.
      if (continued !== noStage && current === continued) {
        seconds[continued] = seconds[continued]! + now() - startedAt;
      }
      current = stageIndex;
    },
    leave() {
      current = continued;
      if (continued !== noStage) startedAt = now();
    },
    busySeconds: (stageIndex) => seconds[stageIndex] ?? 0,
    eventCount: () => eventCount,
    stop() {
      hook.disable();
    },
  };
}
