import type { StageProfile } from "../../model/pipeline-profile.ts";
import { displayNames } from "../display-text.ts";
import {
  acrossThePage,
  type Chart,
  type ChartSize,
  type ChartSpec,
  namePixels,
  singleView,
} from "./chart.ts";

/** What a slot of a stage can be doing; together they are all of its time. */
export const slotParts = [
  {
    id: "busy",
    name: "busy",
    color: "var(--part-busy)",
    meaning: "Working on the main thread: only a faster or moved computation shortens it.",
  },
  {
    id: "waiting",
    name: "waiting in service",
    color: "var(--part-wait)",
    meaning: "Its call is under way elsewhere: disk, network, a worker or a timer.",
  },
  {
    id: "eventLoop",
    name: "event-loop wait",
    color: "var(--part-loop)",
    meaning: "Its result may be ready, but the main thread is busy with another stage (at most this much).",
  },
  {
    id: "starved",
    name: "starved",
    color: "var(--part-starved)",
    meaning: "Idle: the stage before it has nothing to hand on.",
  },
  {
    id: "blocked",
    name: "back-pressured",
    color: "var(--part-blocked)",
    meaning: "Done and idle: the stage after it has not asked for the result yet.",
  },
] as const;

/** Name of one of `slotParts`. */
export type SlotPart = (typeof slotParts)[number]["id"];

/** The slot-seconds of a stage by what they were spent on. */
export function slotSeconds(stage: StageProfile): Readonly<Record<SlotPart, number>> {
  const busy = Math.min(stage.busySeconds, stage.holdSeconds);
  const eventLoop = Math.min(stage.eventLoopWaitSeconds, stage.holdSeconds - busy);
  return {
    busy,
    eventLoop,
    waiting: stage.holdSeconds - busy - eventLoop,
    starved: stage.starvedSeconds,
    blocked: stage.backPressuredSeconds,
  };
}

/** How each stage's slots spent their time, as shares of it. */
export function stageParts(stages: readonly StageProfile[], gist: string): Chart {
  const names = displayNames(stages.map((stage) => stage.name));
  const values = stages.flatMap((stage, index) => {
    const seconds = slotSeconds(stage);
    return slotParts.map((part, order) => ({
      stage: names[index]!,
      part: part.id,
      order,
      seconds: seconds[part.id],
    }));
  });
  return acrossThePage(gist, (size) => spec(values, size));
}

function spec(
  values: readonly { readonly stage: string; readonly seconds: number }[],
  size: ChartSize,
): ChartSpec {
  return {
    ...singleView(size),
    height: { step: 34 },
    data: { values: [...values] },
    mark: { type: "bar", height: { band: 0.66 } },
    encoding: {
      y: {
        field: "stage",
        type: "nominal",
        sort: null,
        title: null,
        axis: { labelLimit: namePixels[size], labelColor: "var(--ink)" },
      },
      x: {
        field: "seconds",
        type: "quantitative",
        stack: "normalize",
        title: "share of the stage's slot time",
        axis: { format: ".0%", tickCount: 5 },
      },
      color: {
        field: "part",
        type: "nominal",
        legend: null,
        scale: { domain: slotParts.map((part) => part.id), range: slotParts.map((part) => part.color) },
      },
      order: { field: "order", type: "quantitative" },
    },
  };
}
