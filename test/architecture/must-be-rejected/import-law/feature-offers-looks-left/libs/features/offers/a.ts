import { x } from '../budgets/index.js';
export const y = x;
