import type { DecodeProblem } from "../../model/audio-clip.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import { groupBy } from "../group-by.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { hasAudio } from "../measured-example.ts";
import type { Sighting } from "./finding-set.ts";
import { findingsFor } from "./finding-set.ts";

/** What a whole file would have been. */
const expectations: Readonly<Record<DecodeProblem["code"], string>> = {
  "file-unreadable": "a file in a known audio format",
  "file-empty": "at least one frame of audio",
  "file-truncated": "as many frames as the header announces",
  "file-corrupt": "frames that pass their own checks",
  "header-invalid": "a header with possible values",
  "header-contradicts": "a header that says what the file holds",
  "codec-unsupported": "a codec that can be decoded here",
};

/** Files of one kind of trouble that are told one by one: each has its own reason, and a report must not grow for ever. */
const mostOneByOne = 1000;

/** One finding per file that gave less than it promises: an error where no audio came out, a warning where some did. */
export function decodeProblems(items: readonly MeasuredExample[]): readonly Finding[] {
  return damageFindings(
    items.flatMap((item) => {
      const problem = item.measurement?.problem;
      return problem ? [{ ...problem, severity: severityOf(item), sighting: sightingOf(item, problem) }] : [];
    }),
    expectations,
  );
}

/** A file that gave less than it promises. */
export interface DamagedFile<Code extends string> {
  readonly code: Code;
  readonly reason: string;
  readonly severity: Severity;
  readonly sighting: Sighting;
}

/** The findings about damaged files of any kind: one by one, up to a thousand of a kind. */
export function damageFindings<Code extends string>(
  damaged: readonly DamagedFile<Code>[],
  expected: Readonly<Record<Code, string>>,
): readonly Finding[] {
  const kinds = groupBy(damaged, ({ code, severity }) => `${code} ${severity}`);
  return [...kinds.values()].flatMap((files) => {
    const { code, severity, reason } = files[0]!;
    const kind = { code, severity, rule: "every file decodes in full", expected: expected[code] };
    return findingsFor(
      kind,
      files.map(({ sighting }) => sighting),
      (count) => `${count} files did not decode in full, the first because: ${reason}`,
      mostOneByOne,
    );
  });
}

function severityOf(item: MeasuredExample): Severity {
  return hasAudio(item) || item.measurement?.openHeader !== undefined ? "warning" : "error";
}

function sightingOf({ example, measurement }: MeasuredExample, problem: DecodeProblem): Sighting {
  const frameCount = measurement?.clip?.frameCount ?? 0;
  const observed = measurement?.openHeader === undefined ? `${frameCount} frames decoded` : "its header";
  return { subject: example.id, observed, message: problem.reason };
}
