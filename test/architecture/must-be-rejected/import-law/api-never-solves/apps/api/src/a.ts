import { x } from '../../../libs/solving/index.js';
export const y = x;
