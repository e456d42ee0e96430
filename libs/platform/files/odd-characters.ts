import type { FaultCode } from './row-fault.js';

/** Soft hyphens, zero-width blanks and joiners, marks of writing direction: they stick to what is pasted. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const ODD_BLANKS = /[\u00a0\u2007\u202f]/g;
const CONTROLS = /[^\P{Cc}\s]/gu;

/**
 * Signs of text that was read in another encoding than it was written in: a capital or a sign between small letters
 * (Mac Roman), "Ã©" and "â€™" (UTF-8 converted twice), three accented characters in a row (GB 18030).
 */
const GARBLED =
  /\p{Ll}[ŽŠŸÐÒÓÔÕ‰ˆ™•](?=\p{Ll})|[ÂÃ][\u0080-\u00bf]|Ã[€-™œŠšŽžŸƒˆ˜‚„…†‡‰‹›]|â€|[à-ô][\u0080-\u00bf]{2}|[\u00a1-\u00ff]{3}/u;

/** A cell as it is meant: composed accents, plain blanks, no unseen characters. */
export function cleanText(cell: string): string {
  return cell.replace(UNSEEN, '').replace(CONTROLS, '').replace(ODD_BLANKS, ' ').normalize('NFC');
}

/** What is odd about a cell that is not plain ASCII; null: nothing. */
export function oddityOf(cell: string): FaultCode | null {
  if (cell.includes('\ufffd')) return 'unreadable-character';
  if (GARBLED.test(cell)) return 'garbled-text';
  return cell.search(CONTROLS) >= 0 ? 'control-character' : null;
}
