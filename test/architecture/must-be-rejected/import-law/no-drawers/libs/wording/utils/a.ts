import { x } from '../b.js';
export const y = x;
