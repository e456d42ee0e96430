import { OFFER_YEARS } from '../../../../../libs/domain/kernel/index.js';
import {
  IMPORT_KINDS,
  IMPORT_STATES,
  importFailureSentence,
  type ListedImport,
} from '../../../../../libs/features/imports/index.js';
import type { CsvColumn } from '../../../../../libs/platform/files/index.js';
import { OFFER_NAMES } from '../../../../../libs/wording/index.js';
import type { ShortList } from '../short-list.js';
import { holdsText, importStateWords, KIND_TEXT } from './imports.presenter.js';

type ImportSort = 'file' | 'received' | 'holds' | 'state' | 'rows' | 'stored' | 'problems';

export const IMPORT_LIST: ShortList<ListedImport, ImportSort> = {
  noun: 'Files',
  columns: [
    ['file', 'File'],
    ['received', 'Received'],
    ['holds', 'Holds'],
    ['state', 'State'],
    ['rows', 'Rows', 'number'],
    ['stored', 'Stored', 'number'],
    ['problems', 'Problems', 'number'],
  ],
  keys: {
    file: ({ fileName }) => fileName,
    received: ({ createdAt }) => createdAt.getTime(),
    holds: holdsText,
    state: ({ state }) => importStateWords(state).stateText,
    rows: ({ rowCount }) => rowCount,
    stored: ({ storedCount }) => storedCount,
    problems: ({ faultCount }) => faultCount,
  },
  usual: { sort: 'received', direction: 'descending' },
  filters: {
    kind: {
      any: 'Anything',
      values: IMPORT_KINDS.map((value) => ({ value, text: KIND_TEXT[value] })),
      fits: ({ kind }, value) => kind === value,
    },
    offer: {
      any: 'Any offer, or none',
      values: [...OFFER_YEARS].reverse().map((value) => ({ value, text: OFFER_NAMES[value] })),
      fits: ({ offer }, value) => offer === value,
    },
    state: {
      any: 'Any state',
      values: IMPORT_STATES.map((value) => ({ value, text: importStateWords(value).stateText })),
      fits: ({ state }, value) => state === value,
    },
  },
  words: ({ fileName }) => [fileName],
  path: '/imports',
  file: '/imports/imports',
};

/** The list as a file. */
export const IMPORT_FILE_COLUMNS: readonly CsvColumn<ListedImport>[] = [
  { name: 'import_id', of: ({ id }) => id },
  { name: 'file', of: ({ fileName }) => fileName },
  { name: 'received_at', of: ({ createdAt }) => createdAt.toISOString() },
  { name: 'holds', of: ({ kind }) => (kind === null ? null : KIND_TEXT[kind]) },
  { name: 'offer', of: ({ offer }) => offer },
  { name: 'state', of: ({ state }) => importStateWords(state).stateText },
  { name: 'rows', of: ({ rowCount }) => rowCount },
  { name: 'stored', of: ({ storedCount }) => storedCount },
  { name: 'problems', of: ({ faultCount }) => faultCount },
  { name: 'failure', of: (item) => (item.failure === null ? null : importFailureSentence(item)) },
];
