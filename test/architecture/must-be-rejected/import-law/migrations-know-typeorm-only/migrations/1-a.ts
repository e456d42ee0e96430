import { x } from '../libs/domain/kernel/index.js';
export const y = x;
