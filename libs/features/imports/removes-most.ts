import type { ChangeCounts } from './file-header.js';

/**
 * What a file that takes the place of another would leave out: null unless that is more than half of what is stored. It
 * is how a file of corrected rows, sent as if it were the register, would empty the register.
 */
export function removesMost(
  counts: ChangeCounts | null,
): { readonly removed: number; readonly stored: number } | null {
  if (counts === null) return null;
  const { removed, changed, same } = counts;
  const stored = removed + changed + same;
  return removed * 2 > stored ? { removed, stored } : null;
}
