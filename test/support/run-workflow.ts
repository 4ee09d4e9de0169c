import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseYaml, type Yaml } from "./mini-yaml.ts";

/** Values that expressions see, by dotted path. */
export type Context = Readonly<Record<string, string>>;

/** What came of the steps of a job. */
export interface JobRun {
  readonly isPassed: boolean;
  /** Names of the steps that ran, in order; `uses` of other people's actions are left out. */
  readonly ran: readonly string[];
  readonly output: string;
  /** Outputs of steps, such as `steps.gate.outputs.verdict`. */
  readonly context: Context;
}

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly "working-directory"?: string;
}

/** Where a job runs. */
export interface JobPlace {
  /** The checked-out repository. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** `github.*` and the like. */
  readonly context: Context;
  /** Commands that the place has done already, such as `npm ci`. */
  readonly done: readonly string[];
}

/**
 * Executes the steps of the one job of a workflow file as GitHub's runner does: bash with -e, outputs and environment by file,
 * conditions, and composite actions of the repository itself. Actions of other people (checkout, cache) are left out.
 */
export function runWorkflow(path: string, place: JobPlace): JobRun {
  const { jobs } = parseYaml(readFileSync(path, "utf8")) as { readonly jobs: Readonly<Record<string, Yaml>> };
  const [job] = Object.values(jobs) as unknown as readonly { readonly steps: readonly Step[] }[];
  return runSteps(job?.steps ?? [], place);
}

function runSteps(steps: readonly Step[], place: JobPlace): JobRun {
  let isPassed = true;
  let context: Context = place.context;
  let output = "";
  const ran: string[] = [];
  for (const step of steps) {
    if (!isWanted(step, context, isPassed)) continue;
    if (step.run !== undefined && place.done.includes(step.run.trim())) continue;
    if (step.uses !== undefined && step.uses !== "./") continue;
    ran.push(step.name ?? step.uses ?? step.run ?? "");
    const came =
      step.uses === undefined ? runCommand(step, place, context) : runAction(step, { ...place, context });
    output += came.output;
    isPassed &&= came.isPassed;
    const own = Object.entries(came.outputs).map(([name, value]) => [
      `steps.${step.id}.outputs.${name}`,
      value,
    ]);
    context = { ...context, ...Object.fromEntries(own) };
  }
  return { isPassed, ran, output, context };
}

interface StepRun {
  readonly isPassed: boolean;
  readonly output: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A composite action in the root of the repository. */
function runAction(step: Step, place: JobPlace): StepRun {
  const action = parseYaml(readFileSync(join(place.folder, "action.yml"), "utf8")) as unknown as {
    readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
    readonly outputs: Readonly<Record<string, { readonly value: string }>>;
    readonly runs: { readonly using: string; readonly steps: readonly Step[] };
  };
  const unknown = Object.keys(step.with ?? {}).find((name) => !(name in action.inputs));
  if (unknown !== undefined) throw new Error(`the action has no input ${unknown}`);
  const inputs = Object.entries(action.inputs).map(([name, { default: usual }]) => [
    `inputs.${name}`,
    expand(step.with?.[name] ?? usual ?? "", place.context),
  ]);
  const inner = runSteps(action.runs.steps, {
    ...place,
    context: { ...place.context, ...Object.fromEntries(inputs) },
  });
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [
    name,
    expand(value, inner.context),
  ]);
  return { isPassed: inner.isPassed, output: inner.output, outputs: Object.fromEntries(outputs) };
}

function runCommand(step: Step, place: JobPlace, context: Context): StepRun {
  const scratch = mkdtempSync(join(tmpdir(), "soundings-step-"));
  const script = join(scratch, "step.sh");
  const outputFile = join(scratch, "output");
  writeFileSync(script, expand(step.run ?? "", context));
  writeFileSync(outputFile, "");
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value ?? "", context)]);
  const { status, stdout, stderr } = spawnSync(
    "bash",
    step.shell === undefined ? ["-e", script] : ["--noprofile", "--norc", "-eo", "pipefail", script],
    {
      cwd: join(place.folder, expand(step["working-directory"] ?? ".", context)),
      env: {
        ...place.environment,
        ...Object.fromEntries(own),
        GITHUB_ACTIONS: "true",
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: join(place.folder, "step-summary.md"),
      },
      encoding: "utf8",
    },
  );
  if (existsSync(join(place.folder, "step-summary.md")))
    appendFileSync(join(place.folder, "step-summary.md"), "");
  const outputs = readFileSync(outputFile, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  return { isPassed: status === 0, output: stdout + stderr, outputs: Object.fromEntries(outputs) };
}

/** `${{ path }}` by what the path names; nothing where it names nothing, as the runner does. */
function expand(text: string, context: Context): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => context[path] ?? "");
}

/** Conditions of the form `a == 'b' && always()`. */
function isWanted({ if: condition }: Step, context: Context, isPassed: boolean): boolean {
  if (condition === undefined) return isPassed;
  const terms = condition.split("&&").map((term) => term.trim());
  const holds = terms.every((term) => {
    if (term === "always()") return true;
    const match = /^([\w.-]+) == '([^']*)'$/.exec(term);
    if (match === null) throw new Error(`not understood: ${term}`);
    return (context[match[1] ?? ""] ?? "") === match[2];
  });
  return holds && (isPassed || terms.includes("always()"));
}
