import { type Candidate, PAIR_REFUSAL_CODES, PARAMS_FAULT_CODES } from '../domain/candidates/index.js';
import { type Remedy, REMEDY_CODES, type UncoveredInResult } from '../domain/planning/index.js';
import { MATCH_STATES, RUN_STATES } from '../domain/lifecycle/index.js';
import { EXPERTISE_CODES, PHASES } from '../domain/kernel/index.js';
import { EXTRA_CODES, FACT_NAMES, MISSING_CODES, RULE_CODES } from '../domain/offers/index.js';
import {
  EXPERTISE_NAMES,
  EXTRA_NAMES,
  leaderUsageText,
  MISSING_NAMES,
  needList,
  paramsFaultSentence,
  PHASE_NAMES,
  refusalSentence,
  REFUSALS_WITH_WORDS,
  remedySentence,
  RULE_WORDS,
  UNCOVERED_REASONS_WITH_WORDS,
  whyFinding,
  whyMatch,
  whyPairRefused,
  whyUncovered,
} from './index.js';

/** What is wrong with a text that people are to read; empty when nothing is. */
function faultsIn(text: string): readonly string[] {
  return [
    ...(/undefined|null|NaN|\[object|\{|\}/.test(text) ? ['shows a value of the program'] : []),
    ...(/ {2}|\.\.|\( |,,/.test(text) ? ['has a gap'] : []),
    ...(/^[A-Z0-9‘“]/.test(text) ? [] : ['does not begin with a capital']),
    ...(/[.!?]$/.test(text) ? [] : ['does not end']),
  ];
}

const REMEDY: Remedy = {
  code: 'more-days',
  leader: 'LDR-001',
  days: 2.5,
  engagements: 0,
  distanceMetres: 16_093,
};
const UNCOVERED: UncoveredInResult = {
  caseId: 'school-990100',
  unit: 'school',
  supportedId: '990100',
  name: 'Aire Street Primary School',
  halfDays: 20,
  priority: 1,
  reason: 'no-candidate',
  facts: {},
  candidates: 0,
  refusals: [],
  nearestRemedy: null,
};
const CANDIDATE: Candidate = {
  leaderRef: 'LDR-001',
  caseId: 'school-990100',
  halfDays: 20,
  distanceMetres: 13_034,
  needsMet: ['quality-of-education'],
  needsMissed: ['leadership-and-management', 'send'],
  score: { distance: 8099, missedNeeds: 30_000, change: 0, total: 38_099 },
};

describe('sentences', () => {
  it('are found out when they show a hole', () => {
    expect(faultsIn('The leader undefined.')).toEqual(['shows a value of the program']);
    expect(faultsIn('the leader')).toEqual(['does not begin with a capital', 'does not end']);
    expect(faultsIn('A  gap.')).toEqual(['has a gap']);
  });

  it.each(
    RULE_CODES.flatMap((rule) => (['yes', 'no', 'undetermined'] as const).map((answer) => [rule, answer])),
  )('about the rule %s saying %s hold without a single fact', (rule, answer) => {
    const finding = { rule, facts: {}, missing: [], evidence: [] };
    expect(faultsIn(whyFinding({ ...finding, answer: answer as 'yes' | 'no' | 'undetermined' }))).toEqual([]);
  });

  it.each(RULE_CODES)('about the rule %s hold when every fact is null', (rule) => {
    const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, null]));
    const texts = [RULE_WORDS[rule].yes(facts), RULE_WORDS[rule].no(facts)];
    expect(texts.flatMap((text) => faultsIn(`A ${text}.`))).toEqual([]);
  });

  it.each(PAIR_REFUSAL_CODES)('about a pair refused by %s hold', (code) => {
    expect(faultsIn(whyPairRefused({ code, facts: {} }))).toEqual([]);
  });

  it.each(REMEDY_CODES)('about the remedy %s hold', (code) => {
    expect(faultsIn(remedySentence({ ...REMEDY, code }))).toEqual([]);
  });

  it.each([
    ['more-days', 2.5, 0, 'L1 would have to give 2.5 days more.'],
    ['more-engagements', 0, 1, 'L1 would have to take 1 engagement more.'],
    ['more-days-and-engagements', 1, 1, 'L1 would have to give 1 day and take 1 engagement more.'],
    ['lift-forbid', 0, 0, 'The ban on L1 would have to be lifted.'],
    ['none-needed', 0, 0, 'L1 has room for it: let it solve for longer.'],
  ] as const)('about the remedy %s of a bare problem hold', (code, days, engagements, expected) => {
    expect(remedySentence({ code, leader: 'L1', days, engagements })).toBe(expected);
  });

  it.each(PARAMS_FAULT_CODES)('about the fault %s of params.json hold', (code) => {
    expect(paramsFaultSentence({ pointer: '/gap', code, allowed: '0 to 1' })).toMatch(
      /^\/gap .+ \(allowed: /,
    );
  });

  it.each([...UNCOVERED_REASONS_WITH_WORDS, 'a-new-reason'])('about %s hold', (reason) => {
    expect(faultsIn(whyUncovered({ ...UNCOVERED, reason }))).toEqual([]);
  });

  it('name every code of the lists', () => {
    expect(Object.keys(MISSING_NAMES).sort()).toEqual([...MISSING_CODES].sort());
    expect(Object.keys(EXPERTISE_NAMES).sort()).toEqual([...EXPERTISE_CODES].sort());
    expect(Object.keys(PHASE_NAMES).sort()).toEqual([...PHASES].sort());
    expect(Object.keys(EXTRA_NAMES).sort()).toEqual([...EXTRA_CODES].sort());
  });
});

describe('why a match', () => {
  it('tells distance, needs and the parts of the score', () => {
    expect(whyMatch(CANDIDATE)).toBe(
      '8.1 miles away. Covers quality of education. Does not cover leadership and management, and special ' +
        'educational needs and disabilities (SEND). Score 38.1: distance 8.1 and needs not met 30.',
    );
  });

  it('tells a change of leader, and what a reviewer overruled', () => {
    const score = { distance: 8099, missedNeeds: 0, change: 10_000, total: 18_099 };
    const overruled = [
      { code: 'outside-travel-limit', facts: { distanceMetres: 13_034, limitMetres: 8047 } },
    ] as const;
    const why = whyMatch({ ...CANDIDATE, needsMet: [], needsMissed: [], score, overruled });
    expect(why).toContain('No particular needs are recorded.');
    expect(why).toContain('distance 8.1, needs not met 0 and change of leader 10.');
    expect(why).toContain('A reviewer overruled this: 8.1 miles away; the leader travels up to 5 miles.');
  });
});

describe('why a case is uncovered', () => {
  it('counts the leaders that each rule refuses, the most first, with the nearest', () => {
    const refusals = [
      { code: 'phase-not-offered', leaders: 1, nearest: null },
      {
        code: 'outside-travel-limit',
        leaders: 12,
        nearest: { leaderRef: 'LDR-040', distanceMetres: 50_211 },
      },
    ] as const;
    expect(whyUncovered({ ...UNCOVERED, refusals })).toBe(
      'No leader passes every rule for this case. Refused: 12 leaders who do not travel that far (the nearest, ' +
        'LDR-040, 31.2 miles away); 1 leader not offering the phase.',
    );
  });

  it('says when others took the days', () => {
    expect(whyUncovered({ ...UNCOVERED, reason: 'all-candidates-full', candidates: 2 })).toBe(
      '2 leaders could take it, but all their days or engagements go to other cases.',
    );
    const facts = { lackDays: 1, lackEngagements: 2 };
    expect(whyUncovered({ ...UNCOVERED, reason: 'all-candidates-full', candidates: 3, facts })).toBe(
      '3 leaders could take it, but all their days or engagements go to other cases: 1 has too few days left and ' +
        '2 take no more engagements.',
    );
  });

  it('names the smallest change, rounded so that it suffices', () => {
    expect(remedySentence(REMEDY)).toBe('LDR-001 would have to give 2.5 days more (10 miles away).');
    const travel: Remedy = { ...REMEDY, code: 'longer-travel', extraMetres: 1610 };
    expect(remedySentence(travel)).toContain('1.1 miles farther');
  });
});

describe('other wording', () => {
  it.each([
    ...MATCH_STATES.map((state) => ['match', state] as const),
    ...RUN_STATES.map((state) => ['run', state] as const),
  ])('says of a %s that is %s why something cannot be done, in plain words', (machine, state) => {
    const text = refusalSentence({ code: 'not-possible-in-this-state', facts: { machine, state } });
    expect(text).toMatch(/^This cannot be done now: [a-z ]+\.$/);
    expect(text).not.toContain('supersede');
  });

  it('tells needs apart whose names have an “and” of their own', () => {
    const two = ['leadership-and-management', 'reading'] as const;
    expect([
      needList([]),
      needList(['send', 'reading'].slice(1)),
      needList(['attendance', 'reading']),
    ]).toEqual([...['', 'reading', 'attendance and reading']]);
    expect(needList(two)).toBe('leadership and management, and reading');
    expect(needList([...two, 'finance'])).toBe('leadership and management, reading, and finance');
  });

  it('tells what a run takes of a leader', () => {
    const usage = { leaderRef: 'L1', halfDaysOffered: 20, halfDaysUsed: 7, halfDaysLeft: 1, engagements: 1 };
    expect(leaderUsageText(usage)).toBe('3.5 of 10 days used; half a day left; 1 engagement');
  });

  it.each(REFUSALS_WITH_WORDS)('says something of the refusal %s without a single fact', (code) => {
    const text = refusalSentence({ code, facts: {} });
    expect(text).toMatch(/^[A-Z].{5,}\.$/);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('names everything that stands in the way of publishing', () => {
    const short = { leaderRef: 'L1', neededHalfDays: 20, leftHalfDays: 5 };
    const facts = {
      leadersShortOfDays: [short, { ...short, leaderRef: 'L2' }],
      leadersOverEngagements: [{ leaderRef: 'L3', held: 2, added: 1, maxEngagements: 2 }],
      casesWithLiveMatch: [],
      casesNotMatchable: [{ caseId: 'school-1', name: 'Aire Street', state: 'turned-down' }],
    };
    expect(refusalSentence({ code: 'publish-refused', facts })).toBe(
      'Nothing was published: not enough days are left with L1 (10 days needed, 2.5 days left) and L2 (10 days ' +
        'needed, 2.5 days left); too many engagements for L3 (3 together, at most 2); cannot be matched now Aire ' +
        'Street (turned down).',
    );
  });

  it('makes a sentence of a refusal, known or new', () => {
    expect(refusalSentence({ code: 'unknown-run', facts: {} })).toBe('There is no such run.');
    expect(refusalSentence({ code: 'some-new-code', facts: {} })).toBe('Some new code.');
    expect(refusalSentence({ code: 'constructor', facts: {} })).toBe('Constructor.');
    const pins = [{ leaderRef: 'L1', caseId: 'school-990100', reasons: ['same-trust', 'no-days-left'] }];
    expect(refusalSentence({ code: 'pin-refused', facts: { pins } })).toBe(
      'A pinned pair is not possible: L1 with school-990100 (same trust, no days left).',
    );
    const faults = [{ pointer: '/gap', code: 'too-large', allowed: '0 to 1' }];
    expect(refusalSentence({ code: 'invalid-params', facts: { faults } })).toBe(
      'The settings of the run are not valid: /gap is too large (allowed: 0 to 1).',
    );
  });
});
