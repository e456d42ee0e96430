import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import type {
  ConflictSide,
  ConflictSubject,
  ConflictView,
  DeclaredNow,
} from '../../../../../libs/features/matches/index.js';
import { dateText, plural, refusalSentence, dayInEngland } from '../../../../../libs/wording/index.js';
import { blanks, type FormFault, formFaults, type FormFaults } from '../form-faults.js';

export const SUBJECT_NAMES: Readonly<Record<ConflictSubject, string>> = {
  school: 'A school, wherever it is supported',
  trust: 'A trust and every school in it',
  case: 'One case only',
};
export const SIDE_NAMES: Readonly<Record<ConflictSide, string>> = {
  leader: 'The leader',
  school: 'The school',
  'responsible-body': 'The trust, local authority or diocese',
};

export interface ConflictForm {
  readonly leaderRef: string;
  readonly subjectKind: string;
  /** A case of the offer that was chosen by name; empty: the number says what is meant. */
  readonly caseId: string;
  readonly subjectId: string;
  readonly declaredBy: string;
  readonly reason: string;
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly checked: boolean;
}

export function conflictChoices(form: ConflictForm): {
  readonly subjects: readonly Choice[];
  readonly sides: readonly Choice[];
} {
  const of = (names: Readonly<Record<string, string>>, chosen: string): Choice[] =>
    Object.entries(names).map(([value, text]) => ({ value, text, checked: value === chosen }));
  return { subjects: of(SUBJECT_NAMES, form.subjectKind), sides: of(SIDE_NAMES, form.declaredBy) };
}

export interface ConflictRow {
  readonly id: string;
  readonly leader: string;
  readonly subject: string;
  readonly by: string;
  readonly reason: string;
  readonly on: string;
  /** Empty: it stands. */
  readonly withdrawnOn: string;
}

export function presentConflicts(conflicts: readonly ConflictView[]): readonly ConflictRow[] {
  const day = (at: Date | null): string => (at === null ? '' : dateText(dayInEngland(at)));
  const kind = { case: 'Case', school: 'URN', trust: 'UID' } as const;
  return conflicts.map((conflict) => ({
    id: conflict.id,
    leader: `${conflict.leaderName} (${conflict.leaderRef})`,
    subject: `${conflict.subjectName ?? ''} (${kind[conflict.subjectKind]} ${conflict.subjectId})`.trim(),
    by: SIDE_NAMES[conflict.declaredBy],
    reason: conflict.reason,
    on: day(conflict.recordedAt),
    withdrawnOn: day(conflict.withdrawnAt),
  }));
}

/** What a declaration did. */
export function declaredSentence({ stopped, underWay }: DeclaredNow): string {
  const parts = ['The conflict of interest is declared. No run will bring the two together.'];
  if (stopped.length > 0) {
    parts.push(`${plural(stopped.length, 'match was', 'matches were')} stopped and the days are free again.`);
  }
  if (underWay.length > 0) {
    parts.push(
      `${plural(underWay.length, 'match is', 'matches are')} being delivered already: end it early.`,
    );
  }
  return parts.join(' ');
}

const FIELDS: Readonly<Record<string, string>> = {
  'unknown-leader': 'leaderRef',
  'unknown-school': 'subjectId',
  'unknown-trust': 'subjectId',
  'no-such-case': 'subjectId',
};

/** The number of what the tie is with: as typed, else of the case that was chosen; empty: the case is of another kind. */
export function subjectIdOf({ subjectKind, subjectId, caseId }: ConflictForm): string {
  if (subjectId !== '' || subjectKind === 'case') return subjectId === '' ? caseId : subjectId;
  const begin = `${subjectKind}-`;
  return caseId.startsWith(begin) ? caseId.slice(begin.length) : '';
}

/** What a form lacks that declares a conflict; leaders declare for themselves. */
export function missingInConflict(form: ConflictForm, records: boolean): readonly FormFault[] {
  const sides = { leaderRef: 'Choose the leader', declaredBy: 'Choose who declares it' };
  return blanks(
    {
      ...form,
      subjectId: subjectIdOf(form),
      subjectKind: Object.hasOwn(SUBJECT_NAMES, form.subjectKind) ? form.subjectKind : '',
      declaredBy: Object.hasOwn(SIDE_NAMES, form.declaredBy) ? form.declaredBy : '',
    },
    {
      ...(records ? sides : {}),
      subjectKind: 'Choose what the tie is with',
      subjectId:
        form.caseId === ''
          ? 'Choose the school, trust or case, or enter its number'
          : 'What is chosen by name is of another kind: enter the number of the school or trust',
      reason: 'Say what the tie is',
    },
  );
}

export function conflictFaults(missing: readonly FormFault[], refusal?: Refusal): FormFaults {
  const refused =
    refusal === undefined
      ? null
      : { field: FIELDS[refusal.code] ?? 'reason', text: refusalSentence(refusal) };
  return formFaults(['leaderRef', 'declaredBy', 'subjectKind', 'subjectId', 'reason'], [...missing, refused]);
}
