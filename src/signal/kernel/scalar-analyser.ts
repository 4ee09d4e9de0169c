import { fingerprintText } from "../fingerprint-text.ts";
import { measureProvenance } from "../measure-provenance.ts";
import { measureSignal } from "../measure-signal.ts";
import type { ClipAnalyser, ClipFormat } from "./clip-format.ts";

/** The twin of the kernel's analyser: it gathers all samples and measures them at the end. */
export function createScalarAnalyser(): ClipAnalyser {
  let format: ClipFormat = { channelCount: 0, sampleRateHertz: 0, bitDepth: null };
  let blocks: Float32Array[][] = [];
  return {
    begin: (next) => {
      format = next;
      blocks = Array.from({ length: next.channelCount }, () => []);
    },
    push: (channels) => {
      channels.forEach((samples, index) => {
        blocks[index]?.push(samples.slice());
      });
    },
    finish: () => {
      const { sampleRateHertz, bitDepth, isSpeech = false } = format;
      const channels = blocks.map(joined);
      blocks = [];
      return {
        signal: measureSignal(channels, sampleRateHertz, bitDepth),
        provenance: measureProvenance(channels, sampleRateHertz, bitDepth, { isSpeech }),
        fingerprint: fingerprintText(channels, sampleRateHertz),
      };
    },
  };
}

function joined(blocks: readonly Float32Array[]): Float32Array {
  const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    samples.set(block, at);
    at += block.length;
  }
  return samples;
}
