export type { LinearColumn, LinearModel, LinearRow, NewColumn } from './linear-model.js';
export { isMixedInteger, objectiveOf, rowActivity } from './linear-model.js';
export type {
  LinearEngine,
  LinearProgress,
  LinearSession,
  SolveOptions,
  SolveOutcome,
} from './linear-engine.js';
export { solveOnce } from './linear-engine.js';
