import { x } from '../platform/helpers/b.js';
export const y = x;
