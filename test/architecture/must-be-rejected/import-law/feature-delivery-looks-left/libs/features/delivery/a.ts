import { x } from '../runs/index.js';
export const y = x;
