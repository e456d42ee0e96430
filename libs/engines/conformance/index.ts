export type { ConformanceCase } from './conformance.js';
export { conformanceFaults, EXACT_OPTIONS, modelOf, outcomeFaults } from './conformance.js';
