import { x } from '../survey/index.js';
export const y = x;
