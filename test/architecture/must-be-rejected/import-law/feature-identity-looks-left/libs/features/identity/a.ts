import { x } from '../imports/index.js';
export const y = x;
