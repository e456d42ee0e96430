import { x } from '../../domain/offers/index.js';
export const y = x;
