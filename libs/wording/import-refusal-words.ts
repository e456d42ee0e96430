import type { Facts } from '../domain/kernel/index.js';
import { codeWords, listFact, listText, numberFact, plural, textFact } from './format.js';

/** Names that a sentence lists before it only counts the rest. */
const NAMES_SHOWN = 10;

/** Refusals about files between their upload and their undoing. */
export const IMPORT_REFUSAL_WORDS: Readonly<Record<string, (facts: Facts) => string>> = {
  'no-such-import': () => 'there is no such import',
  'no-such-column-map': () => 'there is no such column map',
  'bad-kind': () => 'choose what the file holds',
  'bad-column-choice': (facts) =>
    `${listText(listFact(facts, 'columns').map((name) => `"${name}"`))} cannot all be the same column of the file`,
  'preview-outdated': () =>
    'other files were imported or undone since this preview was made: it is being made anew, look at it again',
  'newer-import-stored': (facts) => {
    const name = textFact(facts, 'fileName');
    const [file, id] = [name === '' ? '' : `, ${name}`, textFact(facts, 'importId')];
    return (
      `a newer file of the same kind was imported${file}: undo that one first` +
      `${id === '' ? '' : ` (${id})`}, the newest comes first`
    );
  },
  'stored-already': () => 'this file is stored already: undo takes it back',
  'removes-most': (facts) =>
    `it would remove ${plural(numberFact(facts, 'removed'), 'entry', 'entries')} of the ` +
    `${String(numberFact(facts, 'stored'))} that are stored, because a file of this kind takes the place of the one ` +
    'before it. If that is meant, say so when you confirm',
  'earlier-file-refused': (facts) =>
    `the file before this one can no longer be read${because(facts)}, so this one cannot be undone`,
  'undo-takes-promised-days': (facts) => {
    const leaders = listFact(facts, 'leaderRefs');
    const shown = leaders.slice(0, NAMES_SHOWN);
    const more = leaders.length - shown.length;
    const names = more > 0 ? [...shown, `${String(more)} more`] : shown;
    const whose = names.length === 0 ? '' : ` of ${listText(names)}`;
    return `days${whose} that this file brought are already promised to schools: it can be undone once the matches that hold them are declined, unpublished or taken back`;
  },
  'bad-column-map': (facts) => {
    const parts = [
      named('our columns do not include', listFact(facts, 'strangers')),
      named('the file has no column', listFact(facts, 'absent')),
      named('these columns are still needed:', listFact(facts, 'missing')),
    ].filter((part) => part !== '');
    return parts.length === 0 ? 'the column map does not fit the file' : parts.join('; ');
  },
};

function named(words: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${words} ${listText(names.map((name) => `"${name}"`))}`;
}

function because(facts: Facts): string {
  const code = textFact(facts, 'code');
  return code === '' ? '' : ` (${codeWords(code)})`;
}
