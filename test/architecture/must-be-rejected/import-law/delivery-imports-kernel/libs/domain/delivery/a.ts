import { x } from '../lifecycle/index.js';
export const y = x;
