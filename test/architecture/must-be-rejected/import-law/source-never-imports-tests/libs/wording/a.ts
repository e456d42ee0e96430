import { x } from '../../test/support/factories.js';
export const y = x;
