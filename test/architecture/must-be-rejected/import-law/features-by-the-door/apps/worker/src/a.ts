import { x } from '../../../libs/features/runs/run.entity.js';
export const y = x;
