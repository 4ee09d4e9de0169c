import type { DecodeProblem } from "../../model/audio-clip.ts";
import type { Finding } from "../../model/finding.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { hasAudio } from "../measured-example.ts";

/** What a whole file would have been. */
const expectations: Readonly<Record<DecodeProblem["code"], string>> = {
  "file-unreadable": "a file in a known audio format",
  "file-empty": "at least one frame of audio",
  "file-truncated": "as many frames as the header announces",
  "file-corrupt": "frames that pass their own checks",
  "header-invalid": "a header with possible values",
  "codec-unsupported": "a codec that can be decoded here",
};

/** One finding per file that gave less than it promises: an error where no audio came out, a warning where some did. */
export function decodeProblems(items: readonly MeasuredExample[]): readonly Finding[] {
  return items.flatMap((item) => {
    const problem = item.measurement?.problem;
    return problem ? [problemFinding(item, problem)] : [];
  });
}

function problemFinding(item: MeasuredExample, problem: DecodeProblem): Finding {
  const frameCount = item.measurement?.clip?.frameCount ?? 0;
  return {
    code: problem.code,
    severity: hasAudio(item) || item.measurement?.openHeader !== undefined ? "warning" : "error",
    subject: item.example.id,
    message: problem.reason,
    evidence: {
      observed: item.measurement?.openHeader === undefined ? `${frameCount} frames decoded` : "its header",
      expected: expectations[problem.code],
      count: 1,
      rule: "every file decodes in full",
    },
  };
}
