import { x } from '../candidates/index.js';
export const y = x;
