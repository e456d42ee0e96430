import { x } from '../planning/index.js';
export const y = x;
