import type { EntityManager } from 'typeorm';
import type { CaseId, Facts, IsoDate, OfferYear } from '../../domain/kernel/index.js';
import type { MatchState } from '../../domain/lifecycle/index.js';
import type { MessageTemplate } from '../../wording/index.js';
import {
  cancelMessagesOf,
  COORDINATORS,
  type NewMessage,
  type Recipient,
  toldAbout,
  writeMessages,
} from '../messages/index.js';
import { type ContactPlan, contactPlansOf } from '../offers/index.js';
import { inOneGo } from '../../platform/database/index.js';
import type { MatchChange } from './matches.repository.js';

type DatedChange = MatchChange & { readonly answerBy: IsoDate | null };

/** What a new state says to the leader, to the parties of the contact plan, and to the coordinators. */
interface Words {
  readonly leader?: MessageTemplate;
  readonly parties?: MessageTemplate;
  readonly coordinators?: MessageTemplate;
}

const TAKEN_BACK: Words = { leader: 'match-taken-back', parties: 'support-taken-back' };

/** By the state that a published or accepted match comes to, or that a proposal comes to by being published. */
const WORDS: Readonly<Partial<Record<MatchState, Words>>> = {
  published: { leader: 'match-published', parties: 'support-proposed' },
  proposed: TAKEN_BACK,
  superseded: TAKEN_BACK,
  stopped: TAKEN_BACK,
  accepted: { parties: 'support-accepted', coordinators: 'answer-accepted' },
  declined: { parties: 'support-taken-back', coordinators: 'answer-declined' },
  lapsed: { leader: 'match-lapsed', parties: 'support-taken-back', coordinators: 'answer-missing' },
};

/** Good news goes to everybody in the plan; that it is off only to who was told before. */
const GOES_TO_THE_PLAN: readonly MatchState[] = ['published', 'accepted'];

/**
 * Writes what leaders, the parties of each case's contact plan and the coordinators are told about changes of state:
 * the leader first, then the parties in the order of the plan. What was not yet sent about a match is cancelled: it is
 * no longer true.
 */
export async function tellOfChanges(
  manager: EntityManager,
  changes: readonly DatedChange[],
  plans: PlansOfCases,
): Promise<void> {
  const heard = changes.filter(concernsPeople);
  if (heard.length === 0) return;
  const ids = heard.map(({ match }) => match.id);
  const cancelled = cancelMessagesOf(manager, ids, 'match-changed');
  const tell = (told: ReadonlyMap<string, readonly Recipient[]>): Promise<void> =>
    writeMessages(
      manager,
      heard.map((change) => messagesAbout(change, told.get(change.match.id) ?? [], plans)),
    );
  // Of a publication everybody hears, whoever heard of the match before.
  const toAsk = heard.filter(({ state }) => state !== 'published').map(({ match }) => match.id);
  if (toAsk.length === 0) {
    await inOneGo(cancelled, tell(new Map()));
    return;
  }
  // What a worker took up before it could be cancelled was told.
  const [, told] = await inOneGo(cancelled, toldAbout(manager, toAsk));
  await tell(told);
}

/** Proposals that come to nothing, and delivery, are told elsewhere or not at all. */
function concernsPeople({ match, state }: Pick<MatchChange, 'match' | 'state'>): boolean {
  if (match.state === 'proposed') return state === 'published';
  return (match.state === 'published' || match.state === 'accepted') && WORDS[state] !== undefined;
}

/** By offer and case. */
export type PlansOfCases = ReadonlyMap<string, ContactPlan>;

function keyOf({ offer, caseId }: { readonly offer: OfferYear; readonly caseId: CaseId }): string {
  return `${offer}/${caseId}`;
}

/** The contact plans of the cases whose changes are told. */
export async function plansOfHeard(
  manager: EntityManager,
  changes: readonly Pick<MatchChange, 'match' | 'state'>[],
): Promise<PlansOfCases> {
  const heard = changes.filter(concernsPeople);
  const known = new Map<string, ContactPlan>();
  for (const offer of new Set(heard.map(({ match }) => match.offer))) {
    const caseIds = heard.filter(({ match }) => match.offer === offer).map(({ match }) => match.caseId);
    for (const [caseId, plan] of await contactPlansOf(manager, offer, caseIds)) {
      known.set(keyOf({ offer, caseId }), plan);
    }
  }
  return known;
}

function messagesAbout(
  change: DatedChange,
  told: readonly Recipient[],
  known: PlansOfCases,
): readonly NewMessage[] {
  const { match, state, answerBy } = change;
  const { offer, caseId, leaderRef, halfDays, distanceMetres } = match;
  const facts: Facts = {
    caseName: known.get(keyOf(match))?.caseName ?? caseId,
    ...{ leaderRef, halfDays, distanceMetres, answerBy },
    ...(state === 'lapsed' && !match.overdue ? { waitingEnded: true } : {}),
  };
  const words = WORDS[state] ?? {};
  const to = (template: MessageTemplate | undefined, recipients: readonly Recipient[]): NewMessage[] =>
    template === undefined
      ? []
      : recipients.map(({ toKind, toRef }) => ({
          ...{ template, toKind, toRef, offer, caseId, matchId: match.id, facts },
        }));
  const plan = (known.get(keyOf(match))?.parties ?? []).map(({ party, ref }) => ({
    toKind: party,
    toRef: ref,
  }));
  const knew = told.filter(({ toKind }) => toKind !== 'leader' && toKind !== 'coordinator');
  const leader: Recipient = { toKind: 'leader', toRef: leaderRef };
  const leaderKnew = state === 'published' || told.some(({ toKind }) => toKind === 'leader');
  return [
    ...to(words.leader, leaderKnew ? [leader] : []),
    ...to(words.parties, GOES_TO_THE_PLAN.includes(state) ? plan : knew),
    ...to(words.coordinators, [COORDINATORS]),
  ];
}
