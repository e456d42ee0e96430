import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, sampleOptions, sampleSurvey, temporaryFolder } from '../../../test/support/cli-harness.js';

const DECISIONS = 'case_id,days,priority\nschool-1,5,1\nschool-2,5,2\n';
const MATCHES =
  'case_id,name,leader_ref,distance_miles,needs_missed\nschool-1,Aire Street,L1,3.2,send;reading\n';
const UNCOVERED = 'case_id,name\nschool-2,Beck Row\n';
const LEADERS = 'leader_ref,days_offered\nL1,5\nL2,10\n';
const PLAN = {
  version: 1,
  matches: [{ leader: 'L1', case: 'school-1', days: 5, score: 3 }],
  coverage: [],
  score: 3,
};

const folder = temporaryFolder();
const [before, after] = [join(folder.path, 'a'), join(folder.path, 'b')];
beforeAll(async () => {
  await import('node:fs/promises').then((fs) => fs.mkdir(before));
  writeFileSync(join(before, 'decisions.csv'), DECISIONS);
  writeFileSync(join(before, 'matches.csv'), MATCHES);
  writeFileSync(join(before, 'uncovered.csv'), UNCOVERED);
  writeFileSync(join(before, 'leaders.csv'), LEADERS);
  writeFileSync(join(before, 'plan.json'), JSON.stringify(PLAN));
  cpSync(before, after, { recursive: true });
  const matches = [{ leader: 'L2', case: 'school-1', days: 5, score: 2 }];
  writeFileSync(join(after, 'plan.json'), JSON.stringify({ ...PLAN, matches, score: 2 }));
});
afterAll(() => {
  folder.remove();
});

it('compares two output folders without a service', async () => {
  const run = await cli(['compare', before, after, '--json']);
  expect(run).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(run.out)).toMatchObject({
    a: { metrics: { covered: 1, cases: 2, score: 3, longestMiles: 3.2, needsMissed: 2, largestShare: 1 } },
    b: { metrics: { score: 2, largestShare: 0.5 } },
    cases: [
      {
        ...{ caseId: 'school-1', name: 'Aire Street', kind: 'moved', leaderBefore: 'L1', leaderAfter: 'L2' },
        reason: 'better-elsewhere',
      },
    ],
  });
});

it('tells it to a person as tables', async () => {
  const run = await cli(['compare', before, after]);
  expect(run.out).toMatch(/covered, priority 1 +1 of 1 +1 of 1/);
  expect(run.out).toContain('L2 scores better.');
  expect((await cli(['compare', before, before])).out).toContain('Every case has the same leader in both.');
});

describe('of two folders that hold what their plans were made from', () => {
  const [wide, near] = [join(folder.path, 'wide'), join(folder.path, 'near')];
  const refusedByRule = async (): Promise<readonly { readonly why: string }[]> => {
    const { cases } = JSON.parse((await cli(['compare', wide, near, '--json'])).out) as {
      cases: readonly { readonly reason: string; readonly why: string }[];
    };
    expect(cases.length).toBeGreaterThan(0);
    return cases.filter(({ reason }) => reason === 'rule-refuses');
  };
  beforeAll(async () => {
    const params = join(folder.path, 'params.json');
    writeFileSync(params, '{"maxMiles": 20}');
    const match = ['match', ...sampleOptions('2024-25'), ...sampleSurvey('2024-25')];
    await cli([...match, '--out', wide]);
    await cli([...match, '--params', params, '--out', near]);
  });

  it('names the rule that a case was moved for', async () => {
    const cases = await refusedByRule();
    expect(cases.length).toBeGreaterThan(0);
    expect(cases[0]?.why).toContain('beyond the distance that the run allowed');
  });

  it('does without where one of them was written before that was kept', async () => {
    rmSync(join(near, 'run.json'));
    expect(await refusedByRule()).toEqual([]);
  });

  it('refuses one whose file is something else', async () => {
    writeFileSync(join(near, 'run.json'), '{"version": 2}');
    const run = await cli(['compare', wide, near]);
    expect(run).toMatchObject({ exit: 2 });
    expect(run.err).toContain('run.json is not what a run was made from');
  });
});

it('refuses a folder that match did not write, and a plan that is none', async () => {
  expect(await cli(['compare', before, folder.path])).toMatchObject({
    exit: 2,
    err: expect.stringContaining('is not an output folder of "leader-match match"') as string,
  });
  const broken = join(folder.path, 'c');
  cpSync(before, broken, { recursive: true });
  writeFileSync(
    join(broken, 'plan.json'),
    readFileSync(join(before, 'plan.json'), 'utf8').replace('matches', 'm'),
  );
  expect((await cli(['compare', before, broken])).err).toContain('is not a plan');
});

it('takes anything else for runs of a service', async () => {
  const run = await cli(['compare', 'x', 'y', '--url', 'http://127.0.0.1:1', '--token', 'lm_x']);
  expect(run.exit).toBe(1);
});
