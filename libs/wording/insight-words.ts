import type {
  Alternative,
  CaseInsight,
  ChangedMatch,
  ComparedCase,
  CompareReason,
  DayValue,
  EffectReason,
  InsteadReason,
  MarginalValue,
  PlanMove,
  RegionNeed,
} from '../domain/planning/index.js';
import { PAIR_REFUSAL_CODES, type PairRefusalCode } from '../domain/candidates/index.js';
import {
  byReference,
  codeWords,
  type LeaderCalled,
  listText,
  plural,
  pointsText,
  sentence,
} from './format.js';
import { movesText, remedySentence } from './match-words.js';
import { PAIR_REFUSAL_PAST } from './pair-refusal-words.js';

/** Names that a sentence lists before it only counts the rest. */
const NAMES_SHOWN = 4;

const INSTEAD_WORDS: Readonly<Record<InsteadReason, (other: Alternative, called: LeaderCalled) => string>> = {
  'case-pinned': () => 'is not asked: a reviewer has fixed who takes this case',
  forbidden: () => 'is ruled out by a reviewer',
  'too-long': ({ days, daysLeft }) =>
    `has ${daysWords(daysLeft)} left and ${daysWords(days)} would be needed`,
  'full-with-pins': (other, called) => `holds cases that a reviewer has fixed (${servedText(other, called)})`,
  full: (other, called) => `${fullText(other, called)}${roomText(other, called)}`,
  dearer: ({ dearerBy }) => `has room, but scores ${pointsText(dearerBy ?? 0)} worse`,
  'same-score': () => 'has room and the same score: either would do',
  'better-not-reached': () => 'would be better: the solving stopped at its limit before it came to this',
};

/** Why a case does not go to one of the next leaders. */
export function whyNotInstead(other: Alternative, called: LeaderCalled = byReference): string {
  const why = INSTEAD_WORDS[other.reason](other, called);
  return sentence(`${called(other.leader)} (score ${pointsText(other.score)}) ${why}`);
}

/** Days or engagements: what the leader lacks. */
function fullText(other: Alternative, called: LeaderCalled): string {
  const { serves, days, daysLeft, engagementsLeft } = other;
  const noEngagement = engagementsLeft !== null && engagementsLeft < 1;
  if (!noEngagement) return `is taken up by ${servedText(other, called)}`;
  const engagements =
    serves.length === 0
      ? 'takes no more engagements'
      : `takes no more engagements beside ${servedText(other, called)}`;
  return daysLeft < days
    ? `has ${daysWords(daysLeft)} left and ${engagements}`
    : `has the days, but ${engagements}`;
}

function servedText({ serves }: Alternative, called: LeaderCalled): string {
  return serves.length === 0
    ? 'no other case'
    : names(
        serves.map((one) => one.case),
        called,
      );
}

function roomText({ makingRoom: room, roomNotLookedFor }: Alternative, called: LeaderCalled): string {
  if (roomNotLookedFor === true) return '; what making room would cost was not worked out';
  if (room === null) return '; making room would leave several cases without a leader';
  const change = costText(room.scoreChange);
  if (room.uncovers !== null) {
    const priority = String(room.uncoversPriority ?? 1);
    return `; ${called(room.uncovers)} (priority ${priority}) would be left without a leader`;
  }
  const moves = room.moves.length === 0 ? '' : ` if ${movesText(room.moves, called)}`;
  return `; there would be room${moves}, ${change}`;
}

function costText(change: number): string {
  if (change === 0) return 'at the same total score';
  return `which makes the total score ${pointsText(Math.abs(change))} ${change > 0 ? 'worse' : 'better'}`;
}

/** Ordered sentences about one case: for an uncovered one how a leader could be found, then the next leaders. */
export function insightSentences(insight: CaseInsight): readonly string[] {
  const remedy = insight.uncovered?.remedy ?? null;
  return [
    ...(remedy === null ? [] : [remedySentence(remedy)]),
    ...insight.alternatives.map((other) => whyNotInstead(other)),
  ];
}

/** What one more day of a leader is worth: what is sure, and, where the solving told, at most. */
export function marginalSentence(value: MarginalValue, called: LeaderCalled = byReference): string {
  const limit = limitText(value);
  const atLeast = atLeastSentence(value, called);
  return limit === '' ? atLeast : `${atLeast} ${sentence(limit)}`;
}

/** Nothing where a case is sure to come in: more than that is of little interest. */
function limitText({ oneMoreDay, nextCase, atMost }: MarginalValue): string {
  if (oneMoreDay !== null || atMost === undefined) return '';
  const { priority, mostCases, mostPoints, price } = atMost;
  if (priority !== null) {
    const cases = plural(mostCases, 'case', 'cases');
    const most = `no more than ${cases} of priority ${String(priority)} can come of one more day`;
    return price === 0 ? most : `${most}; its worth is put at ${worthText(atMost)}`;
  }
  // Where nothing was found to gain at all, the first sentence has said so.
  if (mostPoints === 0) return nextCase === null ? '' : 'one more day alone gains nothing: this is proven';
  const most = `one more day brings in no case and saves no more than ${pointsText(mostPoints ?? 0)}`;
  return price === 0 ? most : `${most}; its worth is put at ${worthText(atMost)}`;
}

/** The price of a day: `0.25 of a case of priority 1`, `12 points`. */
function worthText({ priority, price }: DayValue): string {
  if (priority === null) return plural(Math.round(price * 1000) / 1000, 'point', 'points');
  return `${String(Math.round(price * 100) / 100)} of a case of priority ${String(priority)}`;
}

function atLeastSentence(value: MarginalValue, called: LeaderCalled): string {
  const leader = called(value.leader);
  const { oneMoreDay, nextCase, saves, savedBy, engagementsBind, atMost } = value;
  if (oneMoreDay !== null) {
    return sentence(
      `one more day of ${leader} would bring in ${called(oneMoreDay.case)} (priority ${String(oneMoreDay.priority)})${viaText(oneMoreDay.moves, called)}`,
    );
  }
  if (saves > 0) {
    return sentence(
      `one more day of ${leader} would lower the total score by ${pointsText(saves)}, by ${savedBy === null ? 'a case' : called(savedBy)} going to them`,
    );
  }
  if (nextCase !== null) {
    return sentence(
      `${leader} would need ${daysWords(nextCase.days)} more to bring in ${called(nextCase.case)}${viaText(nextCase.moves, called)}`,
    );
  }
  if (atMost !== undefined && (atMost.priority !== null || atMost.mostPoints !== 0)) {
    return sentence(`no gain from more days of ${leader} was found`);
  }
  return sentence(
    engagementsBind
      ? `${leader} takes no further engagement, so more days alone change nothing`
      : `more days of ${leader} would change nothing`,
  );
}

function viaText(moves: readonly PlanMove[], called: LeaderCalled): string {
  return moves.length > 1 ? `: ${movesText(moves, called)}` : '';
}

/** What a region lacks. */
export function regionSentence(need: RegionNeed, called: LeaderCalled = byReference): string {
  const where = need.region ?? 'cases without a known region';
  if (need.uncovered === 0) return sentence(`${where}: every case has a leader`);
  const levels = need.uncoveredByPriority.map(
    ({ priority, cases }) => `${String(cases)} of priority ${String(priority)}`,
  );
  const fewest =
    need.fewestDays === null
      ? ''
      : `; ${daysWords(need.fewestDays)} more of one leader would bring in the first`;
  const alone =
    need.withoutCandidate === 0
      ? ''
      : `; ${String(need.withoutCandidate)} can be taken by no leader of today`;
  const dearest =
    need.dearestDay === undefined
      ? ''
      : `; one more day is worth most with ${called(need.dearestDay.leader)}, put at ${worthText(need.dearestDay)}`;
  return sentence(
    `${where}: ${plural(need.uncovered, 'case has', 'cases have')} no leader (${listText(levels)}), ${daysWords(need.daysShort)} short${alone}${fewest}${dearest}`,
  );
}

const EFFECT_WORDS: Readonly<Record<EffectReason, (change: ChangedMatch, called: LeaderCalled) => string>> = {
  asked: ({ after }) =>
    after === null ? 'would have no leader, as asked' : `would go to ${after}, as asked`,
  'lost-its-place': ({ before, because }, called) =>
    `would lose its leader: ${before ?? 'they'} would serve ${names(because, called) || 'others'} instead`,
  'made-room': ({ before, after, because }, called) =>
    `would move from ${before ?? 'nobody'} to ${after ?? 'nobody'} to make room for ${names(because, called) || 'others'}`,
  'took-freed-place': ({ before, after, because }, called) =>
    `would move from ${before ?? 'nobody'} to ${after ?? 'nobody'}, whose days ${names(because, called) || 'others'} left free`,
  'brought-in': ({ after }) => `would get a leader, ${after ?? 'somebody'}, from days that were freed`,
};

/** What a change would do to one case. */
export function effectSentence(change: ChangedMatch, called: LeaderCalled = byReference): string {
  const told = { ...change, before: nameOf(change.before, called), after: nameOf(change.after, called) };
  return sentence(`${called(change.case)} ${EFFECT_WORDS[change.reason](told, called)}`);
}

const COMPARE_WORDS: Readonly<Record<CompareReason, (row: ComparedCase, called: LeaderCalled) => string>> = {
  'case-gone': () => 'the case is not in the second run',
  'case-new': () => 'the case was not in the first run',
  'leader-gone': ({ before }) => `${before ?? 'the leader'} is not in the second run`,
  'rule-refuses': ({ before, rules }) =>
    `${before ?? 'the leader'} may not take it any more: in the second run they ${ruleNames(rules)}`,
  pinned: ({ after }) => `a reviewer fixed ${after ?? 'another leader'}`,
  'leader-new': ({ after }) => `${after ?? 'the leader'} was not in the first run`,
  'became-possible': ({ after, rules }) =>
    `${after ?? 'the leader'} may take it now; in the first run they ${ruleNames(rules)}`,
  'days-changed': () => 'the days or engagements of the leaders changed',
  'case-days-changed': () => 'the case needs another number of days',
  'parameters-changed': () => 'the two runs have different settings',
  'better-elsewhere': ({ after }) => `${after ?? 'the other leader'} scores better`,
  'same-score': () => 'both score the same: either would do',
  'days-went-to-others': ({ before, because }, called) =>
    `the days of ${before ?? 'the leader'} went to ${names(because, called) || 'other cases'}`,
  'days-came-free': ({ because }, called) =>
    because.length === 0 ? 'days came free' : `days came free that ${names(because, called)} had`,
};

/** Why a case is treated otherwise in the second of two runs. */
export function compareSentence(row: ComparedCase, called: LeaderCalled = byReference): string {
  const told = { ...row, before: nameOf(row.before, called), after: nameOf(row.after, called) };
  return sentence(COMPARE_WORDS[row.reason](told, called));
}

function ruleNames(codes: readonly string[]): string {
  return listText(codes.map((code) => (isPairRefusal(code) ? PAIR_REFUSAL_PAST[code] : codeWords(code))));
}

function isPairRefusal(code: string): code is PairRefusalCode {
  return PAIR_REFUSAL_CODES.some((known) => known === code);
}

function nameOf(ref: string | null, called: LeaderCalled): string | null {
  return ref === null ? null : called(ref);
}

function names(ids: readonly string[], called: LeaderCalled): string {
  const shown = ids.slice(0, NAMES_SHOWN).map(called);
  const more = ids.length - shown.length;
  return listText(more > 0 ? [...shown, `${String(more)} more`] : shown);
}

function daysWords(days: number): string {
  return days === 0.5 ? 'half a day' : plural(days, 'day', 'days');
}
