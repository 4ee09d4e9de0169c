import type { AudioSignal } from "../../model/audio-clip.ts";

/** Signals of one format, one after another; those without a frame are left out, and none at all gives no channels. */
export function joinSignals(signals: readonly AudioSignal[]): AudioSignal {
  const sounding = signals.filter((signal) => (signal.channels[0]?.length ?? 0) > 0);
  const [first] = sounding;
  if (first === undefined) return { sampleRateHertz: signals[0]?.sampleRateHertz ?? 0, channels: [] };
  if (sounding.length === 1) return first;
  return { ...first, channels: first.channels.map((_, channel) => joinChannel(sounding, channel)) };
}

function joinChannel(signals: readonly AudioSignal[], channel: number): Float32Array {
  const pieces = signals.map((signal) => signal.channels[channel] ?? new Float32Array(0));
  const samples = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    samples.set(piece, offset);
    offset += piece.length;
  }
  return samples;
}
