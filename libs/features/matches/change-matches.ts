import type { EntityManager } from 'typeorm';
import type { IsoDate, OfferYear } from '../../domain/kernel/index.js';
import { afterWorkingDays } from '../../platform/calendar/index.js';
import { inOneGo } from '../../platform/database/index.js';
import { offerSettingsToday } from '../offers/index.js';
import { type PlansOfCases, plansOfHeard, tellOfChanges } from './match-messages.js';
import { type MatchChange, writeMatchStates } from './matches.repository.js';

/**
 * The one way in which locked matches change their state: a publication gets its answer-by date, and whoever is
 * concerned is told, in the caller's transaction.
 */
export async function changeMatches(manager: EntityManager, changes: readonly MatchChange[]): Promise<void> {
  if (changes.length === 0) return;
  await writeChanges(manager, changes, await knownForChanges(manager, changes));
}

/** What changes of states are written with. */
export interface KnownForChanges {
  readonly days: ReadonlyMap<OfferYear, IsoDate>;
  readonly plans: PlansOfCases;
}

/** For proposals that come to nothing. */
export const NOTHING_TO_TELL: KnownForChanges = { days: new Map(), plans: new Map() };

/** Nothing of it depends on what is locked. */
export async function knownForChanges(
  manager: EntityManager,
  changes: readonly Pick<MatchChange, 'match' | 'state'>[],
): Promise<KnownForChanges> {
  const [days, plans] = await inOneGo(answerDays(manager, changes), plansOfHeard(manager, changes));
  return { days, plans };
}

/** `changeMatches` with what was read for these changes in the same transaction. */
export async function writeChanges(
  manager: EntityManager,
  changes: readonly MatchChange[],
  { days, plans }: KnownForChanges,
): Promise<void> {
  if (changes.length === 0) return;
  const dated = changes.map((change) => ({ ...change, answerBy: answerByAfter(change, days) }));
  await inOneGo(writeMatchStates(manager, dated), tellOfChanges(manager, dated, plans));
}

function answerByAfter({ match, state }: MatchChange, days: ReadonlyMap<OfferYear, IsoDate>): IsoDate | null {
  if (state === 'published') return days.get(match.offer) ?? null;
  return state === 'proposed' ? null : match.answerBy;
}

/** The last day on which leaders may answer what is published today, by offer. */
async function answerDays(
  manager: EntityManager,
  changes: readonly Pick<MatchChange, 'match' | 'state'>[],
): Promise<ReadonlyMap<OfferYear, IsoDate>> {
  const published = changes.filter(({ state }) => state === 'published');
  const days = new Map<OfferYear, IsoDate>();
  for (const offer of new Set(published.map(({ match }) => match.offer))) {
    const { settings, today: from } = await offerSettingsToday(manager, offer);
    days.set(offer, afterWorkingDays(from, settings.answerWorkingDays));
  }
  return days;
}
