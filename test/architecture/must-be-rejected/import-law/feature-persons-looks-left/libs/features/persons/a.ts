import { x } from '../runs/run.entity.js';
export const y = x;
