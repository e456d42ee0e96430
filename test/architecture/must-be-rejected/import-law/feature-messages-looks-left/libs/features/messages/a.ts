import { x } from '../offers/index.js';
export const y = x;
