import type { CostByData, CostGroup, CostTrend, SlowExample } from "../model/cost-by-data.ts";
import type { AttributeValue } from "../model/example.ts";
import { bootstrapRatio } from "../stats/bootstrap.ts";
import { correlation } from "../stats/correlation.ts";
import { quantile } from "../stats/quantiles.ts";
import { ranksOf } from "../stats/rank.ts";
import type { ExampleAttributes, ExampleTimes } from "./run-record.ts";

/** Examples below which nothing is said. */
const leastExamples = 20;
/** The first calls run cold code: this share of them is left out. */
const coldShare = 0.05;
/** Examples that groups are judged by at most; of more, evenly spread ones. */
const maxJudged = 2000;
const leastInGroup = 5;
/** A text with more values than this names examples, not kinds of them. */
const maxLevels = 40;
/** A number with more values than this is a quantity, not a kind. */
const maxNumericLevels = 8;
/** A group is told when the lower end of its share of time is this many times its share of examples, and exceeds it by so much. */
const leastRatio = 1.2;
const leastExcess = 0.05;
/** Rank correlation from which time follows a number. */
const leastCorrelation = 0.5;
const maxGroups = 5;
const maxTrends = 3;
const maxSlowest = 10;
/** Attributes that make up a format: their levels are looked at in pairs too. */
const formatNames: ReadonlySet<string> = new Set([
  "sampleRateHertz",
  "channelCount",
  "codec",
  "container",
  "bitDepth",
]);
const namesOfExamples: ReadonlySet<string> = new Set(["id", "path"]);

/** An example with its time. */
interface TimedExample {
  readonly index: number;
  readonly seconds: number;
  readonly attributes: ExampleAttributes;
}

/** A property that examples may have. */
interface Candidate {
  readonly attributes: ExampleAttributes;
  readonly isMember: (example: TimedExample) => boolean;
}

/** A candidate with its members counted. */
interface Judged extends Candidate {
  readonly members: readonly boolean[];
  readonly exampleCount: number;
  readonly exampleShare: number;
  readonly timeShare: number;
}

/**
 * Relates service time to what is known of examples: groups that take more than their share, numbers that time follows, and the
 * slowest examples. Null for too few examples.
 */
export function costByData(times: ExampleTimes): CostByData | null {
  const examples = warmExamples(times);
  if (examples.length < leastExamples) return null;
  const judged = evenly(examples, maxJudged);
  return {
    exampleCount: examples.length,
    groups: costGroups(judged),
    trends: costTrends(judged),
    slowest: slowestOf(examples),
  };
}

function warmExamples(times: ExampleTimes): readonly TimedExample[] {
  return times.indices
    .map((index, position) => ({
      index,
      seconds: times.serviceSeconds[position] ?? 0,
      attributes: times.attributes[position] ?? {},
    }))
    .sort((a, b) => a.index - b.index)
    .slice(Math.ceil(coldShare * times.indices.length));
}

function costGroups(examples: readonly TimedExample[]): readonly CostGroup[] {
  const found = candidatesOf(examples)
    .map((candidate) => judge(candidate, examples))
    .filter(({ exampleCount }) => exampleCount >= leastInGroup && exampleCount < examples.length)
    .filter(({ timeShare, exampleShare }) => timeShare - exampleShare >= leastExcess)
    .sort((a, b) => divergence(b) - divergence(a));
  return distinct(found)
    .slice(0, 2 * maxGroups)
    .map((group) => estimated(group, examples))
    .filter(({ timeShare, exampleShare }) => timeShare.low >= leastRatio * exampleShare)
    .slice(0, maxGroups);
}

/** Kullback and Leibler's term for one group: large where few examples take much of the time. */
function divergence({ timeShare, exampleShare }: Judged): number {
  return timeShare * Math.log(timeShare / exampleShare);
}

/** Joins groups of the same members into one with the attributes of all, and leaves out those of much the same ones as a better one. */
function distinct(groups: readonly Judged[]): readonly Judged[] {
  const kept: Judged[] = [];
  for (const group of groups) {
    const position = kept.findIndex((better) => overlap(better, group) > 0.8);
    const better = kept[position];
    if (better === undefined) kept.push(group);
    else if (overlap(better, group) === 1) {
      kept[position] = { ...better, attributes: { ...group.attributes, ...better.attributes } };
    }
  }
  return kept;
}

/** Shared members over all members, 0..1. */
function overlap(a: Judged, b: Judged): number {
  const shared = a.members.filter((isMember, index) => isMember && b.members[index]).length;
  return shared / (a.exampleCount + b.exampleCount - shared);
}

function judge(candidate: Candidate, examples: readonly TimedExample[]): Judged {
  const members = examples.map(candidate.isMember);
  const total = examples.reduce((sum, { seconds }) => sum + seconds, 0);
  const inside = examples.reduce((sum, { seconds }, index) => sum + (members[index] ? seconds : 0), 0);
  const exampleCount = members.filter(Boolean).length;
  return {
    ...candidate,
    members,
    exampleCount,
    exampleShare: exampleCount / examples.length,
    timeShare: total > 0 ? inside / total : 0,
  };
}

function estimated(
  { attributes, members, exampleCount, exampleShare }: Judged,
  examples: readonly TimedExample[],
): CostGroup {
  const seconds = examples.map((example) => example.seconds);
  const inside = seconds.map((value, index) => (members[index] ? value : 0));
  const interval = bootstrapRatio(inside, seconds);
  return {
    attributes,
    exampleCount,
    exampleShare,
    timeShare: {
      ...interval,
      confidenceLevel: 0.95,
      method: "bootstrap",
      observationCount: examples.length,
    },
    secondsPerExample: inside.reduce((sum, value) => sum + value, 0) / exampleCount,
  };
}

function candidatesOf(examples: readonly TimedExample[]): readonly Candidate[] {
  const names = [...new Set(examples.flatMap(({ attributes }) => Object.keys(attributes)))]
    .filter((name) => !namesOfExamples.has(name))
    .sort();
  const levels = names.flatMap((name) => levelsOf(name, examples));
  const formats = levels.filter(({ attributes }) =>
    Object.keys(attributes).every((name) => formatNames.has(name)),
  );
  return [...levels, ...pairsOf(formats)];
}

function levelsOf(name: string, examples: readonly TimedExample[]): readonly Candidate[] {
  const values = [...new Set(examples.map(({ attributes }) => attributes[name]))].filter(
    (value) => value !== undefined,
  );
  const isQuantity = values.length > maxNumericLevels && values.every((value) => typeof value === "number");
  if (isQuantity) return [upperQuarter(name, examples)];
  if (values.length < 2 || values.length > maxLevels) return [];
  return values.map((value) => ({
    attributes: { [name]: value },
    isMember: ({ attributes }) => attributes[name] === value,
  }));
}

function upperQuarter(name: string, examples: readonly TimedExample[]): Candidate {
  const edge = quantile(sortedNumbers(name, examples), 0.75);
  return {
    attributes: { [name]: `above ${Number(edge.toPrecision(3))}` },
    isMember: ({ attributes }) => Number(attributes[name] ?? Number.NaN) > edge,
  };
}

function pairsOf(levels: readonly Candidate[]): readonly Candidate[] {
  return levels.flatMap((a, index) =>
    levels.slice(index + 1).flatMap((b): Candidate[] => {
      const [nameA, nameB] = [Object.keys(a.attributes)[0], Object.keys(b.attributes)[0]];
      if (nameA === nameB) return [];
      return [
        {
          attributes: { ...a.attributes, ...b.attributes },
          isMember: (example) => a.isMember(example) && b.isMember(example),
        },
      ];
    }),
  );
}

function costTrends(examples: readonly TimedExample[]): readonly CostTrend[] {
  const names = [...new Set(examples.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  return names
    .flatMap((name) => trendOf(name, examples))
    .sort((a, b) => b.rankCorrelation - a.rankCorrelation)
    .slice(0, maxTrends);
}

function trendOf(name: string, examples: readonly TimedExample[]): readonly CostTrend[] {
  const known = examples.filter(({ attributes }) => typeof attributes[name] === "number");
  const values = known.map(({ attributes }) => Number(attributes[name]));
  if (known.length < leastExamples || new Set(values).size <= maxNumericLevels) return [];
  const seconds = known.map((example) => example.seconds);
  const rankCorrelation = correlation(ranksOf(values), ranksOf(seconds));
  if (rankCorrelation < leastCorrelation) return [];
  const interval = bootstrapRatio(seconds, values);
  return [
    {
      attribute: name,
      rankCorrelation,
      secondsPerUnit: {
        ...interval,
        confidenceLevel: 0.95,
        method: "bootstrap",
        observationCount: known.length,
      },
    },
  ];
}

function slowestOf(examples: readonly TimedExample[]): readonly SlowExample[] {
  return [...examples]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, maxSlowest)
    .map(({ index, seconds, attributes }) => ({
      id: String(attributes["id"] ?? attributes["path"] ?? `number ${index}`),
      serviceSeconds: seconds,
      attributes: Object.fromEntries(
        Object.entries(attributes).filter(([name]) => !namesOfExamples.has(name)),
      ) as Readonly<Record<string, AttributeValue>>,
    }));
}

function sortedNumbers(name: string, examples: readonly TimedExample[]): readonly number[] {
  return examples
    .map(({ attributes }) => attributes[name])
    .filter((value) => typeof value === "number")
    .sort((a, b) => a - b);
}

function evenly<T>(values: readonly T[], count: number): readonly T[] {
  const stride = Math.ceil(values.length / count);
  return stride <= 1 ? values : values.filter((_, index) => index % stride === 0);
}
