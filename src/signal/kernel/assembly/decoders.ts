// What the host sees of the decoders.
import { prepareChecksums } from "./flac-checksums";
import { preparePcm } from "./pcm";

export { correlate } from "./correlation";
export { decoderInput, decoderInputBytes, decoderOutput, decoderOutputSamples, decoderResults } from "./decoder-layout";
export { narrow, narrowingSource, narrowingTarget } from "./decoder-narrowing";
export { beginFlac, decodeFlac, findFlacHead } from "./flac";
export { convertPcm } from "./pcm";

prepareChecksums();
preparePcm();
