import { x } from '../leaders/index.js';
export const y = x;
