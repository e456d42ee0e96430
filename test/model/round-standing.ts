import { caseAt } from '../support/override-factories.js';
import { GRANTED, type RoundModel } from './round-model.js';

/** What service and model say of the same thing. */
export interface Standing {
  readonly budgets: readonly (readonly number[])[];
  readonly matches: readonly string[];
}

export const ALL_LEADERS = GRANTED.map((_, leader) => leader);

export function refOf(leader: number): string {
  return `L${String(leader)}`;
}

export function standingOf(model: RoundModel): Standing {
  return {
    budgets: ALL_LEADERS.map((leader) => [
      ...[model.granted[leader] ?? 0, model.reserved(leader)],
      ...[model.delivered[leader] ?? 0, model.available(leader)],
    ]),
    matches: model.matches
      .map((match) => `${match.run.id} ${caseAt(match.case)} ${refOf(match.leader)} ${match.state}`)
      .sort(),
  };
}
