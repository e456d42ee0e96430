import {
  IMPORT_KINDS,
  importFailureSentence,
  type ImportKind,
  type ImportState,
  type ListedImport,
} from '../../../../../libs/features/imports/index.js';
import { dateText, OFFER_NAMES, plural, dayInEngland } from '../../../../../libs/wording/index.js';

export interface ImportListRow {
  readonly id: string;
  readonly fileName: string;
  readonly received: string;
  readonly holds: string;
  readonly stateText: string;
  readonly stateColour: string;
  readonly failure: string | null;
  readonly rows: number;
  readonly stored: number;
  readonly problems: string | null;
}

export const KIND_TEXT: Readonly<Record<ImportKind, string>> = {
  survey: 'Capacity survey',
  schools: 'Schools (GIAS edubasealldata)',
  inspections: 'Inspections (Ofsted management information)',
  groups: 'Trusts (GIAS allgroupsdata)',
  'group-links': 'Schools in trusts (GIAS allgrouplinksdata)',
  'school-links': 'Predecessors (GIAS links_edubasealldata)',
  places: 'Postcode districts',
  '2ri-plus': 'Former 2RI+ list',
  referrals: 'Exceptional circumstances',
  'below-floor': 'Schools below the floor or coasting',
  applications: 'Applications for support',
  contacts: 'Contacts of schools, authorities, dioceses and trusts',
};

const STATE: Readonly<Record<ImportState, readonly [text: string, colour: string]>> = {
  received: ['Waiting', 'grey'],
  reading: ['Reading', 'light-blue'],
  'needs-kind': ['What does it hold?', 'orange'],
  'needs-columns': ['Columns missing', 'orange'],
  ready: ['Ready to confirm', 'blue'],
  confirmed: ['Storing', 'light-blue'],
  imported: ['Imported', 'green'],
  undoing: ['Being undone', 'light-blue'],
  failed: ['Nothing stored', 'red'],
  discarded: ['Put aside', 'grey'],
  undone: ['Undone', 'grey'],
};

export const KIND_ITEMS = [
  { value: '', text: 'Find out from the file' },
  ...IMPORT_KINDS.map((value) => ({ value, text: KIND_TEXT[value] })),
];

export function importStateWords(state: ImportState): {
  readonly stateText: string;
  /** A colour class of the design system's tag. */
  readonly stateColour: string;
} {
  const [stateText, colour] = STATE[state];
  return { stateText, stateColour: `govuk-tag--${colour}` };
}

/** Whether a worker still has something to do with the file. */
export function isUnderWay(state: ImportState): boolean {
  return state === 'received' || state === 'reading' || state === 'confirmed' || state === 'undoing';
}

/** What to say of a file whose bytes were sent before: this is the earlier import, and where it stands. */
export function sentBefore(state: ImportState): string {
  if (state === 'imported') return 'This file was sent before and is stored. Nothing was stored again.';
  if (state === 'ready')
    return 'This file was sent before and waits here for you to confirm it. Nothing is stored yet.';
  if (state === 'needs-kind' || state === 'needs-columns')
    return 'This file was sent before and waits here for an answer. Nothing is stored yet.';
  return 'This file was sent before: here is how far it is.';
}

/** `Capacity survey, School improvement offer 2024 to 2025`. */
export function holdsText({ kind, offer }: Pick<ListedImport, 'kind' | 'offer'>): string {
  const what = kind === null ? 'Not known yet' : KIND_TEXT[kind];
  return offer === null ? what : `${what}, ${OFFER_NAMES[offer]}`;
}

export function presentImportList(imports: readonly ListedImport[]): readonly ImportListRow[] {
  return imports.map((item) => {
    const { stateText, stateColour } = importStateWords(item.state);
    const percent = `${String(Math.round(item.fraction * 100))}%`;
    return {
      id: item.id,
      fileName: item.fileName,
      received: dateText(dayInEngland(item.createdAt)),
      holds: holdsText(item),
      stateText: item.state === 'reading' ? `${stateText} ${percent}` : stateText,
      stateColour,
      failure: item.failure === null ? null : importFailureSentence(item),
      rows: item.rowCount,
      stored: item.storedCount,
      problems: item.faultCount === 0 ? null : plural(item.faultCount, 'problem', 'problems'),
    };
  });
}
