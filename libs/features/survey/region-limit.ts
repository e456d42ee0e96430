import type { Metres } from '../../domain/kernel/index.js';

/** 30 miles: whoever starts from farther off any open school stays without a region. */
export const FARTHEST_FROM_REGION_METRES: Metres = 48_280;
