import type { UnknownSubject } from '../domain/offers/index.js';
import { LIST_NAMES } from './code-names.js';
import { listText, sentence } from './format.js';

/** Why a list's row led to no decision, and where to look. */
export function unknownSubjectSentence(subject: UnknownSubject): string {
  const { list, subjectKind, subjectId, reason, successors } = subject;
  const who = `${subjectKind === 'school' ? 'URN' : 'UID'} ${subjectId}`;
  const named = `${who} is named on the ${LIST_NAMES[list]}`;
  switch (reason) {
    case 'no-record':
      return sentence(`${named}, but no file of ${subjectKind}s holds it, so nothing was decided about it`);
    case 'no-academy-trust':
      return sentence(`${named}, but that group is no academy trust, so nothing was decided about it`);
    case 'not-open': {
      const followed = successors.length === 0 ? '' : `. It is followed by URN ${listText(successors)}`;
      return sentence(
        `${named}, but that ${subjectKind} is not open, so nothing was decided about it${followed}`,
      );
    }
  }
}
