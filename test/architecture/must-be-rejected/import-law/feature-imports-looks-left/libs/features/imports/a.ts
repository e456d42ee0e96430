import { x } from '../schools/index.js';
export const y = x;
