import type { DecodeProblem } from "../../model/audio-clip.ts";
import type { Finding, Severity } from "../../model/finding.ts";
import { groupBy } from "../group-by.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { hasAudio } from "../measured-example.ts";
import type { FindingKind, Sighting } from "./finding-set.ts";
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
  const damaged = items.flatMap((item) => {
    const problem = item.measurement?.problem;
    return problem ? [{ item, problem, severity: severityOf(item) }] : [];
  });
  const kinds = groupBy(damaged, ({ problem, severity }) => `${problem.code} ${severity}`);
  return [...kinds.values()].flatMap((files) => {
    const { problem, severity } = files[0]!;
    const kind: FindingKind = {
      code: problem.code,
      severity,
      rule: "every file decodes in full",
      expected: expectations[problem.code],
    };
    return findingsFor(
      kind,
      files.map((file) => sightingOf(file.item, file.problem)),
      (count) => `${count} files did not decode in full, the first because: ${problem.reason}`,
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
