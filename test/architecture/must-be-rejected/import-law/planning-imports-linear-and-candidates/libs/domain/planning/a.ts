import { x } from '../ledger/index.js';
export const y = x;
