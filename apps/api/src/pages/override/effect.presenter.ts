import { daysFromHalfDays, milesFromMetres } from '../../../../../libs/domain/kernel/index.js';
import type {
  Foreseen,
  ForeseenItem,
  ForeseenLeader,
  ForeseenPair,
} from '../../../../../libs/features/overrides/index.js';
import {
  begun,
  daysText,
  listText,
  needList,
  plural,
  pointsText,
  refusalSentence,
  whyPairRefused,
} from '../../../../../libs/wording/index.js';

type NameOf = (leaderRef: string) => string;
const POINTS = 1000;

export interface EffectView {
  readonly sentences: readonly string[];
  /** One row for each thing that can be compared. */
  readonly pairs: readonly {
    readonly caseName: string;
    readonly rows: readonly { readonly what: string; readonly before: string; readonly after: string }[];
  }[];
  readonly leaders: readonly {
    readonly ref: string;
    readonly name: string;
    readonly daysBefore: string;
    readonly daysAfter: string;
    readonly engagements: string;
  }[];
  readonly coverage: readonly string[];
  /** What does not stop it, but should be known. */
  readonly warnings: readonly string[];
  /** Rules that have to be set aside by name. */
  readonly rules: readonly { readonly code: string; readonly text: string }[];
  /** Why it cannot be done; empty: it can. */
  readonly obstacles: readonly string[];
  /** What it asks for is not there to be changed (any more): no figure of it means anything. */
  readonly isVoid: boolean;
}

/** What changes would do, or did, in sentences and tables. */
export function presentEffect(effect: Foreseen, nameOf: NameOf): EffectView {
  const { items, leaders, coverage } = effect;
  const broken = items.flatMap(({ toOverrule, overruled }) => [...toOverrule, ...overruled]);
  return {
    sentences: items.map((item) => sentenceOf(item, nameOf)),
    pairs: items
      .filter(({ before, after }) => before !== null || after !== null)
      .map((item) => ({ caseName: item.caseName ?? item.caseId ?? '', rows: pairRows(item, nameOf) })),
    leaders: leaders.map((leader) => ({
      ref: leader.leaderRef,
      name: nameOf(leader.leaderRef),
      daysBefore: daysText(leader.daysLeftBefore),
      daysAfter: daysText(leader.daysLeftAfter),
      engagements: engagementsText(leader),
    })),
    coverage: coverage.map(
      ({ priority, cases, before, after }) =>
        `Priority ${String(priority)}: ${String(after)} of ${plural(cases, 'case', 'cases')} would have a leader` +
        (after === before ? ', as now.' : `; now ${String(before)} have one.`),
    ),
    warnings: leaders.flatMap((leader) => heldText(leader, nameOf)),
    rules: [
      ...new Map(broken.map((rule) => [rule.code, { code: rule.code, text: whyPairRefused(rule) }])).values(),
    ],
    isVoid: items.some(({ problem }) => problem !== null),
    obstacles: items.flatMap((item) => [
      ...(item.problem === null ? [] : [refusalSentence(item.problem)]),
      ...item.refusals.map(whyPairRefused),
    ]),
  };
}

function sentenceOf(item: ForeseenItem, nameOf: NameOf): string {
  const what = item.caseName ?? item.caseId ?? 'The case';
  const from = item.leaderBefore === null ? 'nobody' : nameOf(item.leaderBefore);
  const to = item.leaderAfter === null ? 'nobody' : nameOf(item.leaderAfter);
  const published =
    item.stateAfter === 'published' ? ' The match is published at once and the days are reserved.' : '';
  const released =
    item.stateBefore !== null && item.stateBefore !== 'proposed'
      ? ` The days of ${from} are free again.`
      : '';
  switch (item.kind) {
    case 'reassign':
      return `${what} goes from ${from} to ${to}.${released}${published}`;
    case 'unassign':
      return `${what} is taken from ${from} and has no leader.${released}`;
    case 'place':
      return `${what}, which has no leader, goes to ${to}.${published}`;
    case 'pin':
      return `Every run to come gives ${what} to ${to}, until this is lifted.`;
    case 'forbid':
      return `No run to come gives ${what} to ${to}, until this is lifted.`;
    case 'lift':
      return `The ruling on ${what} and ${from} no longer holds.`;
  }
}

function pairRows({ before, after }: ForeseenItem, nameOf: NameOf): EffectView['pairs'][number]['rows'] {
  const row = (
    what: string,
    of: (pair: ForeseenPair) => string,
  ): { what: string; before: string; after: string } => ({
    what,
    before: before === null ? '–' : of(before),
    after: after === null ? '–' : of(after),
  });
  const points = (thousandths: number): string => pointsText(thousandths / POINTS);
  return [
    row('Leader', ({ leaderRef }) => `${nameOf(leaderRef)} (${leaderRef})`),
    row('Days', ({ halfDays }) => String(daysFromHalfDays(halfDays))),
    row('Miles', ({ distanceMetres }) => milesFromMetres(distanceMetres).toFixed(1)),
    row('Needs met', ({ needsMet }) => needsText(needsMet)),
    row('Needs not met', ({ needsMissed }) => needsText(needsMissed)),
    row('Score (lower is better)', ({ score }) => points(score.total)),
    row(
      'Made of',
      ({ score }) =>
        `Distance ${points(score.distance)}, missed needs ${points(score.missedNeeds)}, change ${points(score.change)}`,
    ),
  ];
}

function needsText(needs: readonly string[]): string {
  return needs.length === 0 ? 'None' : begun(needList(needs));
}

function engagementsText({ engagementsBefore, engagementsAfter, maxEngagements }: ForeseenLeader): string {
  const most = maxEngagements === null ? 'no limit' : `at most ${String(maxEngagements)}`;
  return `${String(engagementsBefore)} now, ${String(engagementsAfter)} after (${most})`;
}

function heldText({ leaderRef, daysLeftAfter, heldBy }: ForeseenLeader, nameOf: NameOf): readonly string[] {
  if (daysLeftAfter >= 0 || heldBy.length === 0) return [];
  const cases = listText(heldBy.map(({ caseName, halfDays }) => `${caseName} (${daysText(halfDays)})`));
  return [
    `${nameOf(leaderRef)} would be ${daysText(-daysLeftAfter)} short: other proposals of this run hold their days, for ${cases}.`,
  ];
}
