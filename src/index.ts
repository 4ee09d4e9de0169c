export { toArrow } from "./io/arrow.ts";
export { fromDataFrame, toDataFrame } from "./io/danfo.ts";
export { decodeAudio } from "./io/decode-audio.ts";
export { type AudioFile, readAudio } from "./io/read-audio.ts";
export { loadTensorBackend, type TensorBackend } from "./io/tensor-backend.ts";
export type { AudioClip, AudioHeader, AudioSignal, DecodedAudio, DecodeProblem } from "./model/audio-clip.ts";
export type { Baseline, Measurement, Metric, Sample } from "./model/baseline.ts";
export type { ClipMeasurement, SignalMeasurement } from "./model/clip-measurement.ts";
export type { ColumnStatistics, TableStatistics } from "./model/column-statistics.ts";
export type { Dataset, Layout } from "./model/dataset.ts";
export type { DatasetReport, DatasetStatistics } from "./model/dataset-statistics.ts";
export type { Distribution, Histogram, LabelledDistribution, Quantiles } from "./model/distribution.ts";
export type { Environment } from "./model/environment.ts";
export { SoundingsError, type SoundingsErrorCode } from "./model/errors.ts";
export type { Estimate } from "./model/estimate.ts";
export type { AttributeValue, Example } from "./model/example.ts";
export type { Evidence, Finding, Severity } from "./model/finding.ts";
export type {
  Bottleneck,
  Bound,
  Parameters,
  PipelineProfile,
  PipelineReport,
  Stage,
  StageContract,
  StageKind,
  StageProfile,
} from "./model/pipeline-profile.ts";
export type {
  Advice,
  BatchCost,
  CachePlan,
  CausalEffect,
  Change,
  ChangeKind,
  ModelFit,
  Outcome,
  Prediction,
  Refusal,
  StageCalibration,
  TunedStage,
  Tuning,
} from "./model/prediction.ts";
export type { Column, Table } from "./model/table.ts";
export type { TableReport } from "./model/table-report.ts";
export type { Comparison, GateReport, Verdict } from "./model/verdict.ts";
export { type ForeignPipeline, type ObserveOptions, observe } from "./pipeline/adapters/observe.ts";
export { type BatchOptions, type CallOptions, type Flow, source } from "./pipeline/flow.ts";
export type { BuildFlow, Pipeline, PipelineOptions } from "./pipeline/pipeline.ts";
export type { WorkerOptions } from "./pipeline/worker-options.ts";
export type { DatasetTables } from "./report/dataset-tables.ts";
export type { DiffTables } from "./report/diff-tables.ts";
export type { GateTables } from "./report/gate-tables.ts";
export type { PipelineTables } from "./report/pipeline-tables.ts";
export { tablesOf } from "./report/tables-of.ts";
export { type AudioFolderOptions, audioFolder } from "./workflows/audio-folder.ts";
export { pipeline } from "./workflows/declare-pipeline.ts";
export { type ProfileDatasetOptions, profileDataset } from "./workflows/profile-dataset.ts";
export { type ProfilePipelineOptions, profilePipeline } from "./workflows/profile-pipeline.ts";
export { type ProfileTableOptions, profileTable } from "./workflows/profile-table.ts";
export { type RunGateOptions, runGate } from "./workflows/run-gate.ts";
export { type VerifyPipelineOptions, verifyPipeline } from "./workflows/verify-pipeline.ts";
