export * from './candidate.js';
export * from './leader.js';
export * from './params.js';
