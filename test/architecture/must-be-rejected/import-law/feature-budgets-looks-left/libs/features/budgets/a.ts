import { x } from '../matches/index.js';
export const y = x;
