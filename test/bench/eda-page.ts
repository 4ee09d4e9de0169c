/** The machine of a bench. */
export interface BenchedMachine {
  readonly processor: string;
  readonly coreCount: number;
  /** As `process.version`. */
  readonly node: string;
}

/** How a page came to be. */
interface MadeBy {
  /** Options of the command. */
  readonly options: string;
  readonly startedAt: Date;
  readonly machine: BenchedMachine;
  /** Load averages before and after. */
  readonly loads: string;
  readonly roundCount: number;
}

/** What the code itself says of the figures. */
const reasons = `## Why goals are missed

The conclusions of each clip (levels, edges, spectra of chosen frames, loudness gates) are drawn in JavaScript, once per clip whatever its length; testing shortcuts by permutation, looking for near
duplicates, the journal from which a killed run goes on, and the page come on top. Short clips pay for all of this with few samples, which is why the ratio is best
for long ones. What a start and a clip take, whole, is in the table of costs above; \`node --cpu-prof bin/profile.js dataset <path> --workers 1\` shows where it goes.
100 times librosa on short clips is one to two times what \`node -e 0\` takes, for 3,000 files that are opened, hashed twice, measured and compared: no arithmetic reaches that.

Memory grows with the number of files, for what was measured of each clip is held until all sections are made of it: about a kilobyte of numbers, hash, fingerprint, names and path of each. The spectra of 10,000 clips and more, two thirds of all numbers, wait in a file.
The index of near duplicates keeps at most 4,000,000 keys whatever the number of files, and each key is compared with the next 8 at most, so that candidates grow with the files and not with their square;
on sets that are mixed from a few hundred recordings, as this bench's are, many do sound alike by chance.

Ratios to librosa and numpy are to be read beside the transforms alone. Where \`numpy.fft.rfft\` takes many times what \`scipy.fft.rfft\` does, as on virtual machines that pay much for fresh memory, it is
that rather than arithmetic that numpy pays for; librosa pays for it too, and they are several times what they are where fresh memory is cheap and both transforms take about the same: the kernel alone was 91 and 33 times as
fast as librosa on two such machines, a whole run over 44.1 kHz WAV 38 and 14 times.`;

/** The page of the documentation: sections of tables, how they were measured, and what the code says of the reasons. */
export function benchmarksPage(
  sections: readonly (readonly [title: string, body: string])[],
  { options, startedAt, machine, loads, roundCount }: MadeBy,
): string {
  const rounds =
    roundCount === 1
      ? "one round"
      : `medians of ${roundCount} rounds; librosa, whose runs take longest, is in the middle one alone`;
  const tables = sections.map(([title, body]) => `## ${title}\n\n${body}`).join("\n\n");
  return `# Benchmarks

Written by \`npm run bench:eda -- ${options}\` on ${startedAt.toISOString().slice(0, 10)}: ${machine.processor}, ${machine.coreCount} cores, Node.js ${machine.node.slice(1)}, load average
${loads}; ${rounds}. \`npm run bench:kernel\` measures the kernel alone.

Each run is a whole process from a cold start, and contestants take turns. Soundings measures every fact, looks for every finding and writes \`dataset.html\` and
\`dataset.json\`; the look at all headers that a progress bar needs is left out, since \`--quiet\` shows none. librosa and numpy take eight features; sox and ffmpeg
levels alone. CPU time is that of all processes and threads; memory the peak of the largest process. A load above the number of cores makes every
figure larger, and the shares of it more alike than they are.

${tables}

${reasons}
`;
}
