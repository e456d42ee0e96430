import type { CaseInsight } from '../../../../../libs/domain/planning/index.js';
import type { LeaderChoice } from '../../../../../libs/features/overrides/index.js';
import { presentChoices } from './choose.presenter.js';

const OTHER: CaseInsight['alternatives'][number] = {
  ...{ leader: 'L2', score: 12.5, days: 10, dearerBy: 2, reason: 'full', daysLeft: 0 },
  ...{ engagementsLeft: null, serves: [], makingRoom: null },
};
const INSIGHT: CaseInsight = {
  ...{ case: 'school-1', leader: null, score: null, candidates: 1, uncovered: null, alternatives: [OTHER] },
};
const CHOICE: LeaderChoice = {
  ...{ leaderRef: 'L2', distanceMetres: 16_093, daysLeft: 20, pair: null, toOverrule: [], refusals: [] },
};

const whyOf = (choice: LeaderChoice, reason: typeof OTHER.reason): string | undefined =>
  presentChoices({
    ...{ runId: 'r1', caseId: 'school-1', match: null, choices: [choice], path: '/x', query: {} },
    insight: { ...INSIGHT, alternatives: [{ ...OTHER, reason }] },
    ...{ rulings: [], names: new Map(), cases: new Map() },
  }).planned[0]?.why;

it('says of a leader who was full in the plan and is not now that there is room', () => {
  expect(whyOf(CHOICE, OTHER.reason)).toMatch(/^Was taken up in the plan and has room now\./);
  expect(whyOf(CHOICE, 'dearer')).toMatch(/has room, but scores 2 worse/);
});

it('says of one who is full still what the plan says', () => {
  const full: LeaderChoice = { ...CHOICE, refusals: [{ code: 'same-school', facts: {} }] };
  expect(whyOf(full, OTHER.reason)).not.toMatch(/room now/);
});
