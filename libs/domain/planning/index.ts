export * from './plan.js';
export * from './problem.js';
