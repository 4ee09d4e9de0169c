import type { Command } from "commander";

/** A command as the list of all of them shows it. */
export interface ListedCommand {
  /** Its name, and what it is given. */
  readonly usage: string;
  /** What it does, in a line; null for a command that is not listed. */
  readonly summary: string | null;
  /** Loads what adds it to the program, which brings along all that it can do. */
  readonly load: () => Promise<(program: Command) => void>;
}

/** Every command by its name, in the order of the help. */
export const commandList: Readonly<Record<string, ListedCommand>> = {
  dataset: {
    usage: "dataset <path>",
    summary: "look at a dataset: labels, durations, levels, frequencies, findings",
    load: async () => (await import("./commands/dataset.ts")).addDatasetCommand,
  },
  merge: {
    usage: "merge <parts...>",
    summary: "put the parts of a dataset together that were measured with --shard",
    load: async () => (await import("./commands/merge.ts")).addMergeCommand,
  },
  subset: {
    usage: "subset <path>",
    summary: "take a small share of a dataset: stratified, groups and copies whole, seeded",
    load: async () => (await import("./commands/subset.ts")).addSubsetCommand,
  },
  split: {
    usage: "split <path>",
    summary: "divide a dataset into train, validation and test without leaks",
    load: async () => (await import("./commands/split.ts")).addSplitCommand,
  },
  diff: {
    usage: "diff <before> [after]",
    summary: "two datasets, or two versions of a pipeline, side by side: what changed",
    load: async () => (await import("./commands/diff.ts")).addDiffCommand,
  },
  card: {
    usage: "card <file>",
    summary: "a data card in Markdown, or Croissant metadata, from a stored dataset.json",
    load: async () => (await import("./commands/card.ts")).addCardCommand,
  },
  labels: {
    usage: "labels",
    summary: "label quality: review, approve, check",
    load: async () => (await import("./commands/labels.ts")).addLabelsCommand,
  },
  pipeline: {
    usage: "pipeline <module>",
    summary: "run a pipeline and find the stage that holds it back",
    load: async () => (await import("./commands/pipeline.ts")).addPipelineCommand,
  },
  verify: {
    usage: "verify <module>",
    summary: "try the predicted changes of a pipeline, and keep predicted beside measured",
    load: async () => (await import("./commands/verify.ts")).addVerifyCommand,
  },
  check: {
    usage: "check <file>",
    summary: "derive the bounds of a stored profile again; exit with 1 when they do not follow",
    load: async () => (await import("./commands/check.ts")).addCheckCommand,
  },
  gate: {
    usage: "gate [module]",
    summary: "compare with a stored baseline; exit with 1 when a stage has become slower",
    load: async () => (await import("./commands/gate.ts")).addGateCommand,
  },
  baseline: {
    usage: "baseline",
    summary: "the stored baselines: save, accept, list, show",
    load: async () => (await import("./commands/baseline.ts")).addBaselineCommand,
  },
  doctor: {
    usage: "doctor",
    summary: "what this machine offers: Node.js, cores, tensor backend, decoders",
    load: async () => (await import("./commands/doctor.ts")).addDoctorCommand,
  },
  round: {
    usage: "round",
    summary: null,
    load: async () => (await import("./commands/round.ts")).addRoundCommand,
  },
};
