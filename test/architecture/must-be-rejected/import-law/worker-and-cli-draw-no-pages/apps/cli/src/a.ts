import { x } from '../../api/src/pages.js';
export const y = x;
