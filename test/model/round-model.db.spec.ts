import * as fc from 'fast-check';
import { type Decision, isDecision } from './round-decisions.js';
import { RoundJourney } from './round-journey.js';
import { CASES, LEADERS, type Step } from './round-model.js';

/** Few here; a campaign (test/model-campaign.mjs) sets all three. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 6);
const AT_ONCE_RUNS = Math.ceil(RUNS / 2);
const LONGEST = Number(process.env['MODEL_STEPS'] ?? 30);
const SEED = process.env['MODEL_SEED'];

const leader = fc.nat({ max: LEADERS - 1 });
const ofCase = fc.nat({ max: CASES - 1 });
const match = fc.nat({ max: 7 });
const run = fc.nat({ max: 3 });
const ANSWERS = [
  'accept',
  'accept',
  'unpublish',
  'end-waiting',
  'unassign',
  'sign',
  'sign',
  'dispute',
  'end',
] as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('publish' as const), run }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reassign' as const), match, leader }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('place' as const), run, case: ofCase, leader }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forbid' as const), run, case: ofCase, leader }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom(...ANSWERS), match }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('decline' as const), match, otherDates: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('log' as const),
      match,
      halfDays: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('survey' as const),
      leader,
      halfDays: fc.integer({ min: 1, max: 16 }),
    }),
  },
);

/** Everything gets somewhere at least once, whatever the dice say. */
const WHOLE_ROUND: readonly Step[] = [
  { kind: 'run' },
  { kind: 'reassign', match: 0, leader: 1 },
  { kind: 'reassign', match: 0, leader: 0 },
  { kind: 'publish', run: 0 },
  { kind: 'publish', run: 0 },
  { kind: 'accept', match: 0 },
  { kind: 'log', match: 0, halfDays: 2 },
  { kind: 'dispute', match: 0 },
  { kind: 'sign', match: 0 },
  { kind: 'decline', match: 1, otherDates: false },
  { kind: 'survey', leader: 0, halfDays: 1 },
  { kind: 'survey', leader: 1, halfDays: 16 },
  { kind: 'unpublish', match: 2 },
  { kind: 'publish', run: 0 },
  { kind: 'unassign', match: 2 },
  { kind: 'forbid', run: 0, case: 2, leader: 0 },
  { kind: 'place', run: 0, case: 2, leader: 0 },
  { kind: 'run' },
  { kind: 'publish', run: 1 },
  { kind: 'publish', run: 0 },
  { kind: 'log', match: 0, halfDays: 2 },
  { kind: 'end', match: 0 },
  { kind: 'sign', match: 0 },
  { kind: 'end', match: 0 },
  { kind: 'run' },
];

const decision = step.filter(isDecision);
/** Several people decide about one match. */
const aboutOne: fc.Arbitrary<Decision[]> = fc
  .tuple(match, fc.array(decision, { minLength: 2, maxLength: 4 }))
  .map(([one, some]) => some.map((each) => ('match' in each ? { ...each, match: one } : each)));
/** One, or up to four at once. */
const turn: fc.Arbitrary<Step | readonly Decision[]> = fc.oneof(
  { weight: 1, arbitrary: step },
  { weight: 1, arbitrary: fc.array(decision, { minLength: 2, maxLength: 4 }) },
  { weight: 2, arbitrary: aboutOne },
);

const TAKES_NO_LINK: ReadonlySet<Step['kind']> = new Set([
  ...(['publish', 'reassign', 'unassign', 'place', 'forbid', 'accept', 'decline'] as const),
  ...(['unpublish', 'end-waiting', 'log', 'end', 'survey'] as const),
]);

/** The first turns see to it that there is something to decide about. */
async function agreeAtOnce(turns: readonly (Step | readonly Decision[])[]): Promise<void> {
  const journey = await RoundJourney.begin();
  try {
    const opening: readonly Step[] = [{ kind: 'run' }, { kind: 'publish', run: 0 }];
    for (const one of [...opening, ...turns]) {
      if (isSeveral(one)) {
        expect({ one, isExplained: await journey.takeAtOnce(one) }).toEqual({ one, isExplained: true });
        continue;
      }
      const done = await journey.take(one);
      if (done !== undefined) expect({ one, ...done }).toEqual({ one, ...done, done: done.allowed });
    }
    expect(await journey.reconciled()).toMatchObject({ differences: 0 });
  } finally {
    await journey.close();
  }
}

function isSeveral(turn: Step | readonly Decision[]): turn is readonly Decision[] {
  return Array.isArray(turn);
}

/** How many steps were about something. */
async function agree(steps: readonly Step[]): Promise<number> {
  const journey = await RoundJourney.begin();
  let taken = 0;
  try {
    for (const one of steps) {
      const before = await journey.auditRows();
      const done = await journey.take(one);
      if (done !== undefined) {
        taken++;
        expect({ one, ...done }).toEqual({ one, ...done, done: done.allowed });
      }
      const written = (await journey.auditRows()) - before;
      if (TAKES_NO_LINK.has(one.kind))
        expect({ one, wrote: written > 0 }).toEqual({ one, wrote: done?.done ?? false });
      const { service, model } = await journey.standings();
      expect({ one, ...service }).toEqual({ one, ...model });
    }
    expect(await journey.reconciled()).toMatchObject({
      ledger: [],
      reservations: [],
      books: [],
      differences: 0,
    });
  } finally {
    await journey.close();
  }
  return taken;
}

describe('runs, overrides, publishing, answers, visits, sign-off and survey changes in any order', () => {
  it('agree with a model of plain numbers through one whole round', async () => {
    expect(await agree(WHOLE_ROUND)).toBe(WHOLE_ROUND.length);
  });

  it(
    'agree with it whatever is asked of them',
    async () => {
      let steps = 0;
      const sequence = fc.array(step, { minLength: 10, maxLength: LONGEST, size: 'max' });
      await fc.assert(
        fc.asyncProperty(sequence, async (some) => {
          steps += await agree(some);
        }),
        { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
      );
      expect(steps).toBeGreaterThan(RUNS);
    },
    RUNS * 60_000,
  );

  it('taken by four at once about each match, are taken by one of them', async () => {
    const kinds = ['accept', 'unpublish', 'end-waiting', 'accept'] as const;
    const turns = [0, 1, 2].map((one) => kinds.map((kind) => ({ kind, match: one })));
    await expect(agreeAtOnce(turns)).resolves.toBeUndefined();
  });

  it('taken at once about one match, are about it also when one of them puts another in its place', async () => {
    const turn = [
      { kind: 'reassign', match: 5, leader: 0 },
      { kind: 'log', match: 5, halfDays: 1 },
      { kind: 'accept', match: 5 },
    ] as const;
    for (let again = 0; again < 3; again += 1) {
      await expect(agreeAtOnce([turn])).resolves.toBeUndefined();
    }
  });

  it(
    'taken several at once, have answers and an end that one order of them explains',
    async () => {
      const turns = fc.array(turn, { minLength: 6, maxLength: Math.ceil(LONGEST / 2), size: 'max' });
      await fc.assert(fc.asyncProperty(turns, agreeAtOnce), {
        ...{ numRuns: AT_ONCE_RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
      });
    },
    RUNS * 60_000,
  );
});
