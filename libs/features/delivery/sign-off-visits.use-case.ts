import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  accepted,
  type Actor,
  assert,
  type HalfDays,
  type Outcome,
  refused,
} from '../../domain/kernel/index.js';
import { transition } from '../../domain/lifecycle/index.js';
import { append } from '../../platform/audit/index.js';
import { Database } from '../../platform/database/index.js';
import { deliverDays } from '../budgets/index.js';
import { lockMatch, type LockedMatch } from '../matches/index.js';
import { forgetSecretsOf } from '../messages/index.js';
import { cleanText } from '../offers/index.js';
import { linkOfToken, openLink, type SignOffLinkRefusal } from './sign-off-link-state.js';
import { insertSignOff, lockLink } from './sign-offs.repository.js';
import { changeVisitStates, type LockedVisit, lockVisits, noteSchoolComment } from './visits.repository.js';

export const SIGN_OFF_TEXT_LENGTHS = { signedBy: 100, role: 100, comment: 2000 } as const;

export interface SignOffAnswer {
  readonly visitId: string;
  /** The version that the school was shown. */
  readonly version: number;
  readonly confirmed: boolean;
}

export interface SignOffVisitsInput {
  readonly token: string;
  /** Name and role of the person who answers for the school. */
  readonly signedBy: string;
  readonly role: string;
  /** Needed where something is not confirmed: what is wrong. */
  readonly comment: string;
  readonly answers: readonly SignOffAnswer[];
}

export interface SignedOff {
  readonly signedVisits: number;
  readonly signedHalfDays: HalfDays;
  readonly disputedVisits: number;
}

export type SignOffRefusal =
  | SignOffLinkRefusal
  | 'sign-off-text-needed'
  | 'sign-off-text-too-long'
  | 'nothing-answered'
  | 'not-possible-in-this-state'
  | 'overtaken';

type Text = Readonly<Record<keyof typeof SIGN_OFF_TEXT_LENGTHS, string>>;

/**
 * The school confirms visits, or says what is wrong with them, by its link and without signing in. Confirmed days move
 * from reserved to delivered in the same transaction; a disputed visit goes back to who logged it. One link gives one
 * answer, however many times it is pressed.
 */
@Injectable()
export class SignOffVisits {
  constructor(private readonly database: Database) {}

  async execute(input: SignOffVisitsInput): Promise<Outcome<SignedOff, SignOffRefusal>> {
    const text = textOf(input);
    if (!text.ok) return text;
    if (input.answers.length === 0) return refused('nothing-answered');
    const found = await linkOfToken(this.database.manager, input.token);
    if (!found.ok) return found;
    const actor: Actor = { id: `sign-off-link:${found.value.id}`, roles: [] };
    return this.database.transaction<Outcome<SignedOff, SignOffRefusal>>(actor, async (manager) => {
      const match = await lockMatch(manager, found.value.matchId);
      assert(match !== undefined, `match ${found.value.matchId} of a link is gone`);
      const link = openLink(await lockLink(manager, found.value.id));
      if (!link.ok) return link;
      const answered = answersFor(await lockVisits(manager, match.id), input.answers);
      if (!answered.ok) return answered;
      const signOffId = await insertSignOff(manager, link.value, text.value);
      await forgetSecretsOf(manager, match.id);
      return accepted(
        await settle(manager, actor, match, { signOffId, text: text.value, ...answered.value }),
      );
    });
  }
}

interface Answered {
  readonly confirmed: readonly LockedVisit[];
  readonly disputed: readonly LockedVisit[];
}

/** The visits that the answers are about, each still as the school was shown it. */
function answersFor(
  visits: readonly LockedVisit[],
  answers: readonly SignOffAnswer[],
): Outcome<Answered, 'overtaken' | 'not-possible-in-this-state'> {
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  const confirmed = new Map<string, LockedVisit>();
  const disputed = new Map<string, LockedVisit>();
  for (const answer of answers) {
    const visit = byId.get(answer.visitId);
    if (visit === undefined || visit.version !== answer.version) {
      return refused('overtaken', { visitId: answer.visitId });
    }
    const possible = transition('visit', visit.state, answer.confirmed ? 'sign' : 'dispute');
    if (!possible.ok) return possible;
    (answer.confirmed ? confirmed : disputed).set(visit.id, visit);
    if (confirmed.has(visit.id) && disputed.has(visit.id)) return refused('overtaken', { visitId: visit.id });
  }
  return accepted({ confirmed: [...confirmed.values()], disputed: [...disputed.values()] });
}

async function settle(
  manager: EntityManager,
  actor: Actor,
  match: LockedMatch,
  { signOffId, text, confirmed, disputed }: Answered & { readonly signOffId: string; readonly text: Text },
): Promise<SignedOff> {
  await changeVisitStates(manager, [
    ...confirmed.map((visit) => ({ visit, state: 'signed' as const, signOffId })),
    ...disputed.map((visit) => ({ visit, state: 'draft' as const, signOffId: null })),
  ]);
  const idsOf = (visits: readonly LockedVisit[]): readonly string[] => visits.map(({ id }) => id);
  await noteSchoolComment(manager, idsOf(disputed), text.comment);
  const signedHalfDays = confirmed.reduce((sum, { halfDays }) => sum + halfDays, 0);
  if (signedHalfDays > 0) {
    const { id, offer, leaderRef, runId } = match;
    const delivered = await deliverDays(manager, actor, [
      {
        ...{ offer, leaderRef, runId, matchId: id, halfDays: signedHalfDays, reason: 'delivered' },
        idempotencyKey: `deliver:${id}:${signOffId}`,
      },
    ]);
    assert(delivered.ok, `the days of match ${id} are not reserved`);
  }
  await append(manager, actor, {
    action: 'visit.sign-off',
    subjectKind: 'match',
    subjectId: match.id,
    after: { signOffId, signed: idsOf(confirmed), disputed: idsOf(disputed), signedHalfDays },
  });
  return { signedVisits: confirmed.length, signedHalfDays, disputedVisits: disputed.length };
}

function textOf(input: SignOffVisitsInput): Outcome<Text, 'sign-off-text-needed' | 'sign-off-text-too-long'> {
  const text = {
    signedBy: cleanText(input.signedBy),
    role: cleanText(input.role),
    comment: cleanText(input.comment),
  };
  const disputes = input.answers.some(({ confirmed }) => !confirmed);
  for (const field of ['signedBy', 'role', 'comment'] as const) {
    const needed = field !== 'comment' || disputes;
    if (needed && text[field] === '') return refused('sign-off-text-needed', { field });
    const limit = SIGN_OFF_TEXT_LENGTHS[field];
    if (text[field].length > limit) return refused('sign-off-text-too-long', { field, limit });
  }
  return accepted(text);
}
