import {
  anotherYearSentence,
  belongsToOneOffer,
  type FileHeader,
  importFailureSentence,
  importFaultSentence,
  type ImportFaultLine,
  type ImportSummary,
  type PreviewedChange,
  removesMost,
  type UnreadCount,
} from '../../../../../libs/features/imports/index.js';
import {
  dateText,
  listText,
  plural,
  refusalSentence,
  dayInEngland,
} from '../../../../../libs/wording/index.js';
import { importStateWords, isUnderWay, KIND_TEXT } from '../imports/imports.presenter.js';
import type { OfferItem } from '../offers-for.js';
import type { ProgressPart } from '../progress-part.js';
import type { ColumnQuestion } from './columns-form.js';
import { aloneWords, fieldWords, valueWords } from './field-words.js';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: { readonly text: string };
  readonly selected?: boolean;
}

export interface ImportPage {
  readonly id: string;
  readonly version: number;
  readonly fileName: string;
  readonly state: ImportSummary['state'];
  readonly stateText: string;
  readonly stateColour: string;
  readonly holds: string;
  readonly received: string;
  /** While a worker has it. */
  readonly progress: ProgressPart | null;
  /** What the state means for the person, in one sentence. */
  readonly sentence: string;
  readonly counts: readonly { readonly text: string; readonly count: number; readonly href: string | null }[];
  /** Most of what is stored would go: asked for before it can be confirmed. */
  readonly removal: { readonly warning: string; readonly tick: string } | null;
  /** It may be another year's survey: said before it is confirmed, and after. */
  readonly anotherYear: string | null;
  readonly faultText: string | null;
  readonly mayUndo: boolean;
  readonly undoRefusal: string | null;
}

export function presentImport(item: ImportSummary): ImportPage {
  const { state } = item;
  const words = importStateWords(state);
  return {
    id: item.id,
    version: item.version,
    fileName: item.fileName,
    state,
    ...words,
    holds: item.kind === null ? 'What it holds is not known yet' : KIND_TEXT[item.kind],
    received: `${dateText(dayInEngland(item.createdAt))}, ${megabytes(item.byteSize)}`,
    progress: isUnderWay(state) ? presentImportProgress(item) : null,
    sentence: sentenceOf(item),
    counts: countsOf(item),
    removal: removalOf(item),
    anotherYear: anotherYearSentence(item),
    faultText:
      item.faultCount === 0 || item.rowCount === 0
        ? null
        : `${plural(item.faultCount, 'problem', 'problems')} in ${plural(item.rowCount, 'row', 'rows')}. Rows without a problem are not held up by them.`,
    mayUndo: item.canUndo,
    undoRefusal: item.undoRefusal === null ? null : refusalSentence(item.undoRefusal),
  };
}

/** How far a worker is with the file. */
export function presentImportProgress({ id, state, fraction }: ImportSummary): ProgressPart {
  const { stateText } = importStateWords(state);
  const part = { phase: stateText, href: `/imports/${id}`, next: 'Go on with this file' };
  if (!isUnderWay(state)) return { ...part, percent: 100, sentence: `${stateText}.`, done: true };
  const percent = Math.round(fraction * 100);
  return { ...part, percent, sentence: `${stateText}: ${String(percent)}% done.`, done: false };
}

function sentenceOf(item: ImportSummary): string {
  switch (item.state) {
    case 'received':
    case 'reading':
      return 'The file is being read. Nothing is stored yet.';
    case 'needs-kind':
      return whyAsked(item);
    case 'needs-columns':
      return 'Some columns that are needed have other names in this file. Say which is which: we remember it for the next file like this.';
    case 'ready':
      return item.kind === 'survey'
        ? 'This is what would change. Where a leader has answered online since, the file takes the place of that answer. Nothing is stored until you confirm.'
        : 'This is what would change. Nothing is stored until you confirm.';
    case 'confirmed':
      return 'The file is being stored, all of it or nothing.';
    case 'imported':
      return `${plural(item.storedCount, 'row was', 'rows were')} stored from this file.`;
    case 'undoing':
      return 'What this file changed is being taken back.';
    case 'undone':
      return 'What this file changed was taken back. The facts are those of the files before it.';
    case 'discarded':
      return 'The file was put aside. Nothing of it was stored.';
    case 'failed':
      return importFailureSentence(item);
  }
}

function whyAsked({ recognition }: ImportSummary): string {
  const likely = recognition?.looksLike ?? null;
  switch (recognition?.why) {
    case 'looks-like-another':
      return `This does not look like what you said it holds${likely === null ? '' : `: it looks like “${KIND_TEXT[likely]}”`}. What does it hold?`;
    case 'offer-needed':
      return 'A file like this belongs to one offer. Which one?';
    default:
      return 'We cannot tell from its column names what this file holds. What does it hold?';
  }
}

/** What an assessment lacks of a stored file; none: it was read whole, or is not among the facts. */
export function presentUnread(
  state: ImportSummary['state'],
  { named, nameless, rows }: UnreadCount,
): readonly string[] {
  if (state !== 'imported') return [];
  const more = nameless - rows.length;
  const where = listText([...rows.map(String), ...(more > 0 ? [plural(more, 'other', 'others')] : [])]);
  return [
    ...(named === 0
      ? []
      : [
          `${plural(named, 'row', 'rows')} could not be read. Whoever ${named === 1 ? 'it is' : 'they are'} about gets no “no” that the missing facts could turn, until another file says them.`,
        ]),
    ...(nameless === 0
      ? []
      : [
          `${plural(nameless, 'row', 'rows')} could not be read, and it is not known whom ${nameless === 1 ? 'it is' : 'they are'} about (${nameless === 1 ? 'row' : 'rows'} ${where}): a “no” may be wrong for them. Their number cannot be read, or the file was stored before the service kept whom such rows are about. Put the rows right and load the whole file again; an old file can also be undone and loaded again as it is.`,
        ]),
  ];
}

function removalOf({ state, changeCounts }: ImportSummary): ImportPage['removal'] {
  const most = state === 'ready' ? removesMost(changeCounts) : null;
  if (most === null) return null;
  const { removed, stored } = most;
  return {
    warning:
      `This file would remove ${String(removed)} of the ${String(stored)} that are stored, because it takes the place of ` +
      'the file before it. A file of corrected rows alone is not enough: put them back into the whole file first.',
    tick: `Yes, remove ${String(removed)} of ${String(stored)}`,
  };
}

function countsOf({ id, changeCounts }: ImportSummary): ImportPage['counts'] {
  if (changeCounts === null) return [];
  const { added, changed, removed, same } = changeCounts;
  const link = (change: string, count: number): string | null =>
    count === 0 ? null : `/imports/${id}?change=${change}#changes`;
  return [
    { text: 'Added', count: added, href: link('added', added) },
    { text: 'Changed', count: changed, href: link('changed', changed) },
    { text: 'Removed', count: removed, href: link('removed', removed) },
    { text: 'As before', count: same, href: null },
  ];
}

/** What the file may hold, likeliest first, and the offers. */
export function kindChoices(
  item: ImportSummary,
  offers: readonly OfferItem[],
): {
  readonly kinds: readonly Choice[];
  readonly offers: readonly Choice[];
} {
  const likely = item.recognition?.candidates.map(({ name }) => name) ?? [];
  const kinds = (Object.keys(KIND_TEXT) as (keyof typeof KIND_TEXT)[]).toSorted(
    (a, b) => rank(likely.indexOf(a)) - rank(likely.indexOf(b)),
  );
  const chosen = item.recognition?.looksLike ?? item.kind;
  return {
    kinds: kinds.map((value) => ({
      value,
      text: KIND_TEXT[value],
      ...(belongsToOneOffer(value) ? { hint: { text: 'Belongs to one offer: choose it below' } } : {}),
      checked: value === chosen,
    })),
    offers: [
      { value: '', text: 'Every offer' },
      ...offers.map(({ value, text }) => ({ value, text, selected: value === item.offer })),
    ],
  };
}

const rank = (at: number): number => (at < 0 ? Number.MAX_SAFE_INTEGER : at);

/** One question for each column, with the file's own columns and their first values to choose from. */
export function columnItems(
  questions: readonly ColumnQuestion[],
  { names, samples }: FileHeader,
): readonly { readonly question: ColumnQuestion; readonly items: readonly Choice[] }[] {
  const options = names.flatMap((name, at) => {
    if (name.trim() === '') return [];
    const values = samples.map((row) => row[at] ?? '').filter((value) => value !== '');
    return [
      { value: name.trim(), text: values.length === 0 ? name : `${name} (${values.slice(0, 2).join(', ')})` },
    ];
  });
  return questions.map((question) => ({
    question,
    items: [
      { value: '', text: question.isRequired ? 'Choose a column' : 'The file does not have it' },
      ...options.map((option) => ({ ...option, selected: option.value === question.chosen })),
    ],
  }));
}

export interface FaultRow {
  readonly row: string;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

export function presentFaults(faults: readonly ImportFaultLine[]): readonly FaultRow[] {
  return faults.map((fault) => ({
    row: fault.row === null ? 'The file' : String(fault.row),
    column: fault.column ?? '',
    value: fault.value ?? '',
    message: importFaultSentence(fault),
  }));
}

export interface ChangeRow {
  readonly change: string;
  readonly colour: string;
  readonly subject: string;
  readonly label: string;
  readonly fields: readonly string[];
}

const CHANGE = {
  added: ['Added', 'green'],
  changed: ['Changed', 'blue'],
  removed: ['Removed', 'red'],
} as const;
const FIELDS_SHOWN = 8;

export function presentChanges(changes: readonly PreviewedChange[]): readonly ChangeRow[] {
  return changes.map(({ change, subject, label, fields }) => {
    const [text, colour] = CHANGE[change];
    const told = fields.map(({ field, before, after }) => {
      const alone = aloneWords(field);
      if (alone !== undefined) return alone;
      const name = fieldWords(field);
      const words = (value: string | null): string => (value === null ? 'nothing' : valueWords(field, value));
      return change === 'changed'
        ? `${name}: ${words(before)} → ${words(after)}`
        : `${name}: ${words(after ?? before)}`;
    });
    const more = told.length - FIELDS_SHOWN;
    return {
      change: text,
      colour: `govuk-tag--${colour}`,
      subject,
      label: label === null || label === subject ? '' : label,
      fields:
        more > 0 ? [...told.slice(0, FIELDS_SHOWN), `and ${plural(more, 'field', 'fields')} more`] : told,
    };
  });
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${String(Math.ceil(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
