import { x } from '../../cli/src/main.js';
export const y = x;
