import { plural } from '../../../../libs/wording/index.js';
import { EXIT, type ExitCode } from '../terminal.js';
import { exitOfFailure, failureSentence } from './failure-words.js';
import type { ImportResource } from './resources.js';
import { plain, type ServiceSession } from './service-session.js';

type Tell = Pick<ServiceSession, 'json' | 'terminal'>;

/** What the person wanted of the import. */
export type Asked = 'import' | 'review' | 'undo';

/** Tells where an import stands that nobody works on any more: what came of it, or what is asked. */
export function tellEnd({ json, terminal }: Tell, ended: ImportResource, asked: Asked): ExitCode {
  const { id, state, rowCount, storedCount, failure, undoRefusal } = ended;
  const name = plain(ended.fileName);
  const say = (line: string): ExitCode => {
    if (!json) terminal.out(`${plain(line)}\n`);
    return EXIT.done;
  };
  const ask = (lines: readonly string[]): ExitCode => {
    for (const line of lines) terminal.err(`${plain(line)}\n`);
    return EXIT.badInput;
  };
  if (!json) warnOfYear(terminal, ended);
  switch (state) {
    case 'imported':
      if (asked === 'undo' && undoRefusal !== null)
        return ask([failureSentence(undoRefusal.code, undoRefusal.facts)]);
      return say(
        `Import ${id}: ${name}, ${String(storedCount)} of ${plural(rowCount, 'row', 'rows')} stored.`,
      );
    case 'ready': {
      const { removesMost } = ended;
      if (removesMost !== null && !json) terminal.err(`Warning: ${plain(removesMost.detail)}\n`);
      const ready = `Import ${id}: ${name} is ready: ${changesOf(ended)}. ${waitingFor(ended)}`;
      return asked === 'review' ? say(ready) : ask([ready]);
    }
    case 'needs-kind':
      return ask(kindQuestion(ended));
    case 'needs-columns':
      return ask(columnQuestion(ended));
    case 'failed': {
      const code = failure?.code ?? null;
      terminal.err(`${name} was not imported. ${plain(failureSentence(code, failure?.facts))}\n`);
      return exitOfFailure(code);
    }
    default:
      return say(`Import ${id}: ${name} is ${state}.`);
  }
}

/** That the file may be another year's. */
export function warnOfYear(terminal: Tell['terminal'], { anotherYear }: ImportResource): void {
  if (anotherYear !== null) terminal.err(`Warning: ${plain(anotherYear.detail)}\n`);
}

/** Which command stores a file that is ready. */
export function waitingFor({ id, removesMost }: ImportResource): string {
  return `Nothing is stored before "confirm ${id}${removesMost === null ? '' : ' --accept-removal'}".`;
}

function changesOf({ changeCounts, rowCount, storedCount }: ImportResource): string {
  const rows = `${String(storedCount)} of ${plural(rowCount, 'row', 'rows')} can be stored`;
  if (changeCounts === null) return rows;
  const { added, changed, removed, same } = changeCounts;
  return `${rows}; ${String(added)} added, ${String(changed)} changed, ${String(removed)} removed, ${String(same)} as before`;
}

function kindQuestion({ id, fileName, kind, recognition }: ImportResource): readonly string[] {
  const { why, looksLike, candidates } = recognition ?? { why: null, looksLike: null, candidates: [] };
  const first =
    why === 'looks-like-another'
      ? `${fileName} was not imported: it looks like a file of kind ${looksLike ?? ''}, not ${kind ?? ''}.`
      : why === 'offer-needed'
        ? `${fileName} was not imported: it looks like a file of kind ${looksLike ?? ''}, so say which offer it is for.`
        : `${fileName} was not imported: it is not clear what it holds.`;
  const fits = candidates.map(({ kind: one, score }) => `${one} (${String(Math.round(score * 100))}%)`);
  return [
    first,
    ...(fits.length === 0 ? [] : [`  Its header fits: ${fits.join(', ')}.`]),
    `  Put it aside with "discard ${id}" and import it again with --kind, or say it at the service.`,
  ];
}

function columnQuestion({ id, fileName, header }: ImportResource): readonly string[] {
  const missing = (header?.missing ?? []).map((column) => {
    const guess = header?.guesses[column];
    return `  The column "${column}" is missing${guess === undefined ? '' : `; perhaps it is "${guess}"`}.`;
  });
  return [
    `${fileName} was not imported: columns are missing, or called otherwise.`,
    ...missing,
    `  Put it aside with "discard ${id}" and import it again with --map FILE, or map its columns at the service.`,
  ];
}
