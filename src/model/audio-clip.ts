/** File formats that hold audio. */
export type Container =
  | "wav"
  | "rf64"
  | "aiff"
  | "au"
  | "caf"
  | "flac"
  | "mp3"
  | "ogg"
  | "mp4"
  | "adts"
  | "webm"
  | "asf"
  | "wavpack";

/** What a file's header says of the recording inside. */
export interface AudioHeader {
  /** File format, from the bytes and never from the extension. */
  readonly container: Container;
  /** Coding of the samples, such as `pcm_s16le`, `flac`, `vorbis`; names as ffmpeg gives them. */
  readonly codec: string;
  /** Frames per second, in Hertz. */
  readonly sampleRateHertz: number;
  /** Channels in a frame. */
  readonly channelCount: number;
  /** Bits of a stored sample for PCM and lossless codecs; null for lossy ones. */
  readonly bitDepth: number | null;
  /** Frames the header announces (one frame: one instant across channels); null when it does not say. */
  readonly frameCount: number | null;
}

/** One recording: its header, and how long it really is. */
export interface AudioClip extends AudioHeader {
  /** Frames that could be decoded. */
  readonly frameCount: number;
  /** `frameCount / sampleRateHertz`, in seconds. */
  readonly durationSeconds: number;
}

/** The decoded samples of a recording. */
export interface AudioSignal {
  /** Frames per second, in Hertz. */
  readonly sampleRateHertz: number;
  /** One array of samples per channel, all of one length; full scale is -1..1. */
  readonly channels: readonly Float32Array[];
}

/** Why a file gave less than it promises. */
export interface DecodeProblem {
  /** Kind of trouble, kebab-case; also the code of the finding it becomes. */
  readonly code:
    | "file-unreadable"
    | "file-empty"
    | "file-truncated"
    | "file-corrupt"
    | "header-invalid"
    | "header-contradicts"
    | "codec-unsupported";
  /** What is wrong and where, in one sentence. */
  readonly reason: string;
}

/** What came of opening one file. A failed file has no clip; a damaged one keeps its good part. */
export type DecodedAudio =
  | {
      readonly kind: "decoded";
      readonly clip: AudioClip;
      readonly signal: AudioSignal;
      readonly problem: null;
    }
  | {
      readonly kind: "partial";
      readonly clip: AudioClip;
      readonly signal: AudioSignal;
      readonly problem: DecodeProblem;
    }
  | { readonly kind: "failed"; readonly header: AudioHeader | null; readonly problem: DecodeProblem };
