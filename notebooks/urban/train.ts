import type { LogMelBatch } from "./recordings.ts";
import { settings } from "./settings.ts";

const { frameCount, melCount } = settings;
const learningRate = 0.1;

/** One step of learning; gives the mean cross-entropy of the batch before it, in nats. */
export type TrainingStep = (batch: LogMelBatch) => number;

/** Softmax regression on the time-averaged log-mel spectrum, by stochastic gradient descent; classes are learnt as they come. */
export function createTrainingStep(): TrainingStep {
  const weightsByLabel = new Map<string, Float64Array>();
  return ({ logMel, labels }) => {
    for (const label of labels) {
      if (!weightsByLabel.has(label)) weightsByLabel.set(label, new Float64Array(melCount + 1));
    }
    const losses = labels.map((label, index) => learn(weightsByLabel, pooled(logMel, index), label));
    return losses.reduce((sum, loss) => sum + loss, 0) / labels.length;
  };
}

function learn(
  weightsByLabel: ReadonlyMap<string, Float64Array>,
  features: Float64Array,
  truth: string,
): number {
  const scores = [...weightsByLabel].map(([label, weights]) => ({
    label,
    weights,
    score: dot(weights, features),
  }));
  const top = Math.max(...scores.map(({ score }) => score));
  const total = scores.reduce((sum, { score }) => sum + Math.exp(score - top), 0);
  let loss = 0;
  for (const { label, weights, score } of scores) {
    const probability = Math.exp(score - top) / total;
    if (label === truth) loss = -Math.log(probability);
    const step = learningRate * ((label === truth ? 1 : 0) - probability);
    for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! + step * features[i]!;
  }
  return loss;
}

/** Mean over time of each band, -100..0 dB brought to -1..1, and a constant 1. */
function pooled(logMel: Float32Array, index: number): Float64Array {
  const features = new Float64Array(melCount + 1);
  for (let t = 0; t < frameCount; t++) {
    const start = (index * frameCount + t) * melCount;
    for (let band = 0; band < melCount; band++) {
      features[band] = features[band]! + (logMel[start + band]! / 50 + 1) / frameCount;
    }
  }
  features[melCount] = 1;
  return features;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
