export * from './decision.js';
export * from './facts.js';
