import { x } from '../../solving/index.js';
export const y = x;
