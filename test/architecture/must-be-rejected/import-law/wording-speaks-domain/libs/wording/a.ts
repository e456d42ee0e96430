import { x } from '../platform/audit/index.js';
export const y = x;
