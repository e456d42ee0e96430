import { accepted, EXPERTISE_CODES, refused, type ExpertiseCode, type Outcome } from '../kernel/index.js';

/** A coordinator's word on one need of a case. Edits are never taken back, only answered by another. */
export interface NeedEdit {
  readonly need: ExpertiseCode;
  readonly edit: 'add' | 'remove';
  readonly reason: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** One need and where it comes from. `edit`: the latest edit about it, if there was any. */
export interface CaseNeed {
  readonly need: ExpertiseCode;
  /** Whether it counts for the matching. */
  readonly counts: boolean;
  /** A sub-judgement of 3 or 4, or safeguarding found ineffective, at a deciding inspection. */
  readonly fromJudgement: boolean;
  readonly edit: NeedEdit | null;
}

/**
 * The needs of a case: those of its judgements, with the latest edit of each code above them. In the order of the code
 * list; a need that an edit removed is there too and does not count.
 */
export function caseNeeds(judged: readonly ExpertiseCode[], edits: readonly NeedEdit[]): readonly CaseNeed[] {
  const latest = new Map(edits.map((edit) => [edit.need, edit]));
  return EXPERTISE_CODES.flatMap((need): CaseNeed[] => {
    const fromJudgement = judged.includes(need);
    const edit = latest.get(need) ?? null;
    const counts = edit === null ? fromJudgement : edit.edit === 'add';
    return fromJudgement || edit !== null ? [{ need, counts, fromJudgement, edit }] : [];
  });
}

/** The codes that count, for the matching. */
export function effectiveNeeds(
  judged: readonly ExpertiseCode[],
  edits: readonly NeedEdit[],
): ExpertiseCode[] {
  return caseNeeds(judged, edits)
    .filter(({ counts }) => counts)
    .map(({ need }) => need);
}

export type NeedEditRefusal = 'unknown-need' | 'need-already-there' | 'need-not-there';

/** An edit must change something: adding what counts already, or removing what does not count, is refused. */
export function checkNeedEdit(
  judged: readonly ExpertiseCode[],
  edits: readonly NeedEdit[],
  wanted: { readonly need: string; readonly edit: NeedEdit['edit'] },
): Outcome<ExpertiseCode, NeedEditRefusal> {
  const need = EXPERTISE_CODES.find((code) => code === wanted.need);
  if (need === undefined) return refused('unknown-need', { need: wanted.need, known: EXPERTISE_CODES });
  const isThere = effectiveNeeds(judged, edits).includes(need);
  if (wanted.edit === 'add' && isThere) return refused('need-already-there', { need });
  if (wanted.edit === 'remove' && !isThere) return refused('need-not-there', { need });
  return accepted(need);
}
