import { readText } from "../io/files.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { type PipelineReport, pipelineSchemaVersion } from "../model/pipeline-profile.ts";
import { checkProfile, type ProfileProblem } from "../profiler/check-profile.ts";
import { displayText } from "../report/display-text.ts";
import { type TextLine, textLine } from "../report/text-line.ts";

/** What checking a stored profile gives. */
export interface ProfileCheck {
  readonly path: string;
  readonly boundCount: number;
  /** Fields that do not follow from the others; empty for a sound profile. */
  readonly problems: readonly ProfileProblem[];
}

/**
 * `profile check`: derives bounds, bottleneck and identities of a `pipeline.json` again.
 * @throws SoundingsError ("usage") when the file cannot be read or is no such report
 */
export async function checkStoredProfile(path: string): Promise<ProfileCheck> {
  const report = parse(path, await readText(path));
  try {
    return { path, boundCount: report.bounds.length, problems: checkProfile(report) };
  } catch (thrown) {
    throw notAReport(path, `a field is missing or of another type (${messageOf(thrown)})`, thrown);
  }
}

/** The outcome in words: one line for a sound file, else one for each field that does not follow. */
export function summaryOfCheck({ path, boundCount, problems }: ProfileCheck): readonly TextLine[] {
  if (problems.length === 0) {
    return [
      textLine(
        `${displayText(path, 200)}: ${boundCount} bounds and every identity follow from its counts and times`,
        "good",
      ),
    ];
  }
  return problems.map(({ field, stated, derived }) =>
    textLine(displayText(`${field} is ${stated}, but its counts and times give ${derived}`, 300), "bad"),
  );
}

function parse(path: string, text: string): PipelineReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw notAReport(path, messageOf(thrown), thrown);
  }
  const report = value as Partial<PipelineReport> | null;
  if (report?.schemaVersion !== pipelineSchemaVersion || !Array.isArray(report.stages)) {
    throw notAReport(path, `it has no stages, or not schemaVersion ${pipelineSchemaVersion}`);
  }
  return report as PipelineReport;
}

function notAReport(path: string, why: string, cause?: unknown): SoundingsError {
  return new SoundingsError("usage", `${path} is not the pipeline.json of a run: ${why}`, {
    hint: 'give the file that "profile pipeline" wrote, such as reports/<pipeline>/pipeline.json',
    cause,
  });
}
