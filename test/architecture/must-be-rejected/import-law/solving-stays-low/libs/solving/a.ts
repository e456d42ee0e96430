import { x } from '../features/runs/index.js';
export const y = x;
