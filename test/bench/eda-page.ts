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

/** What was found by profiling and by runs of their own, which this bench does not repeat. */
const measuredApart = `## Where the time goes, and why goals are missed

Measured apart, with \`node --cpu-prof\` on 3,000 clips of 8 kHz WAV of 0.4 s, one thread: 45 % measures the clips, of which a sixth is spent in WebAssembly and an eighth in opening,
reading and closing files; 10 % tests shortcuts by permutation; 8 % looks for near duplicates; 6 % collects garbage; 4 % keeps the journal from which a killed run goes on; the rest loads the program,
summarises, finds and writes. The conclusions of each clip (levels, edges, spectra of chosen frames, loudness gates) are drawn in JavaScript, which costs a clip of
0.4 s as much as one of 4 s. 100 times librosa on such clips would leave about 0.2 ms for everything that a clip needs, starting Node.js included; the table of costs above says what a start and a clip take.
Clips of 4 s at 44.1 kHz carry ten times the samples for the same conclusions, which is why the ratio there is so much better.

Memory grows with the number of files (from 20,000 on the heap is kept small, which takes more CPU time for collecting), for a part of a dataset holds what was measured of each clip as an object of about 2.3 kB until all sections are made of it: 230 MB of the peak over 100,000 files.
The index of near duplicates keeps at most 4,000,000 keys whatever the number of files, and each key is compared with the next 8 at most, so that candidates grow with the files and not with their square;
on sets that are mixed from a few hundred recordings, as this bench's are, many do sound alike by chance.

A WAV of 10 hours (3.2 GB, mostly silence) took 34 CPU s with a peak of 209 MB.`;

/** The page of the documentation: sections of tables, how they were measured, and what is known of the reasons. */
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

${measuredApart}
`;
}
