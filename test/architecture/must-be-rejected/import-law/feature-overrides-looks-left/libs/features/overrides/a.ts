import { x } from '../reports/index.js';
export const y = x;
