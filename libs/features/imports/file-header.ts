import type { Likeness } from '../../platform/files/index.js';
import type { ImportKind } from './import-kind.js';
import type { Change } from './importer.js';

/** Which kinds the header fits, best first. */
export interface Recognition {
  readonly candidates: readonly Likeness<ImportKind>[];
  /** Why a person is asked; null: nobody has to be. */
  readonly why: 'no-clear-kind' | 'looks-like-another' | 'offer-needed' | null;
  /** The kind that fits clearly best; null: none does. */
  readonly looksLike: ImportKind | null;
}

/** The header of a file, and what is asked about it. */
export interface FileHeader {
  /** Line of the header. */
  readonly row: number;
  readonly names: readonly string[];
  /** Of the first rows, in the order of the names; clipped. */
  readonly samples: readonly (readonly string[])[];
  /** Our required columns that the file lacks. */
  readonly missing: readonly string[];
  /** Our column to theirs that probably means it. */
  readonly guesses: Readonly<Record<string, string>>;
}

export type ChangeCounts = Readonly<Record<Change | 'same', number>>;
