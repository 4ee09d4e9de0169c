/** A clip that shows what a finding says, and how strongly. */
export interface WorstClip {
  readonly exampleId: string;
  readonly label: string | null;
  /** All its labels, where it has more than one. */
  readonly labels?: readonly string[];
  readonly split: string | null;
  /** What was seen in it, in the unit of the finding's rule or in words. */
  readonly observed: string | number | null;
}

/** The clips that a kind of finding rests on. */
export interface WorstClips {
  /** Code of the findings. */
  readonly code: string;
  /** Examples that show it. */
  readonly count: number;
  /** Whether a number says which is worse; otherwise `clips` are the first that the findings name. */
  readonly isRanked: boolean;
  /** Some of them, the worst first. */
  readonly clips: readonly WorstClip[];
}

/** What a clip looks like, in a few kilobytes. */
export interface ClipThumbnail {
  readonly durationSeconds: number;
  /** Least and greatest sample of equal stretches, as pairs of -127..127 of full scale. */
  readonly envelope: Int8Array;
  /** Levels 0 (70 dB and more below the strongest) to 15, row by row from the highest frequency down. */
  readonly spectrogram: {
    readonly columnCount: number;
    readonly rowCount: number;
    readonly levels: Uint8Array;
  };
  /** Upper edge of the spectrogram. */
  readonly nyquistHertz: number;
}

/** How a page lets people hear a clip: not at all, from its file, or from bytes of its own. */
export type AudioChoice = "none" | "link" | "embed";

/** What a page shows of one clip. */
export interface ClipMedia {
  /** Null where nothing could be decoded. */
  readonly thumbnail: ClipThumbnail | null;
  /** Address of the sound: a path relative to the page, or a `data:` URL; null where it is not to be heard. */
  readonly audioUrl: string | null;
}

/** What a page shows besides the numbers of a report. */
export interface Illustrations {
  readonly audio: AudioChoice;
  /** By example id. */
  readonly media: ReadonlyMap<string, ClipMedia>;
  /** Clips whose sound was left out of the page because it would grow too large. */
  readonly silencedCount: number;
}
