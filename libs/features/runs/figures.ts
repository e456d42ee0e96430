/** What is said of runs without a database: the light door of this feature (ADR 6). */
export { haveSameParameters, pairJudge } from './compared-run.js';
