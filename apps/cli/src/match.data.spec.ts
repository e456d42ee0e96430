import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cli, csvRows, folderOfTests } from '../../../test/support/cli-harness.js';
import { checkPlan, type Plan } from '../../../libs/domain/planning/index.js';
import { readSurvey, type SurveyAnswer } from '../../../libs/features/survey/readers.js';
import { collected, fileAt } from '../../../libs/platform/files/index.js';
import { prepareRun } from '../../../libs/solving/index.js';
import type { InputOptions } from './input-options.js';
import { snapshotOf } from './match-from-files.js';
import { runAssessment } from './run-assessment.js';

const DATA = resolve(process.cwd(), '../shared/data');
const data = (name: string): string => join(DATA, name);
const folder = folderOfTests();
const OUT = join(folder.path, 'out');
const write = (name: string, text: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};

const SCHOOLS = data('gias/gias_establishments_sapsector_1924.csv');
const GROUPS = data('gias/gias_groups_sapsector_2025-26.csv');
const PLACES = data('places/postcode_outcodes_gibbs.csv');
const LATEST_2024 = data('ofsted/ofsted_mi_latest_2024-08-31_excerpt.csv');
const TO_DATE_2025 = data('ofsted/ofsted_mi_all_inspections_ytd_2025-05-31_excerpt.csv');
const LATEST_2026 = data('ofsted/ofsted_mi_latest_2026-06-30_excerpt.csv');

/** Every n-th real school, from the given one on. */
function everyNth(n: number, from: number): readonly Readonly<Record<string, string>>[] {
  return csvRows(SCHOOLS).filter((_, index) => index % n === from);
}

/** A survey of leaders who sit in real schools: mixed days, limits, phases and levels. */
function surveyOf(schools: readonly Readonly<Record<string, string>>[]): string {
  const header =
    'leader_ref,leader_role,base_urn,phases,expertise,days_offered,max_engagements,travel_miles,support_levels';
  const lines = schools.map((school, n) =>
    [
      `L${n}`,
      n % 2 === 0 ? 'mat-ceo' : 'nle',
      school['URN'],
      ['primary;secondary;all-through', 'primary', 'secondary;all-through;middle'][n % 3],
      'leadership-and-management;send',
      [10, 20, 12.5, 30][n % 4],
      n % 5 === 0 ? '' : 1 + (n % 3),
      [20, 40, 60, ''][n % 4],
      n % 7 === 0 ? '' : 'school;trust',
    ].join(','),
  );
  return [header, ...lines, ''].join('\n');
}

describe('match on real files', () => {
  const listed = write('2ri.csv', ['URN', ...everyNth(16, 3).map((school) => school['URN']), ''].join('\n'));
  const survey = write('survey.csv', surveyOf(everyNth(24, 7)));
  const options: InputOptions = {
    offer: '2024-25',
    schools: SCHOOLS,
    inspections: [TO_DATE_2025, LATEST_2024],
    groups: GROUPS,
    places: PLACES,
    list: { '2ri-plus': listed },
    map: {},
    out: OUT,
    json: true,
    strict: false,
    xlsx: false,
  };
  const args = [
    ...['match', '--offer', '2024-25', '--schools', SCHOOLS, '--inspections', TO_DATE_2025],
    ...['--inspections', LATEST_2024, '--groups', GROUPS, '--places', PLACES],
    ...['--list', `2ri-plus=${listed}`, '--survey', survey, '--out', OUT, '--json'],
  ];

  it('makes a plan that the independent check accepts', async () => {
    const run = await cli(args);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(JSON.parse(run.out)).toMatchObject({ status: 'optimal', leaders: 80, rowsRefused: 0 });

    const { run: assessed } = await runAssessment(options, () => undefined);
    const answers = await collected<SurveyAnswer>((sink) => readSurvey(fileAt(survey), sink));
    if (assessed === null) throw new Error('The real files can be used');
    const prepared = prepareRun(snapshotOf(options, assessed, answers.items));
    if (!prepared.ok) throw new Error('There are no pins');
    const plan = JSON.parse(readFileSync(join(OUT, 'plan.json'), 'utf8')) as Plan;
    expect(plan.matches.length).toBeGreaterThan(50);
    expect(checkPlan(prepared.value.problem, plan)).toEqual([]);
    const [first] = plan.matches;
    const doubled = { ...plan, matches: first ? [...plan.matches, first] : [] };
    expect(checkPlan(prepared.value.problem, doubled).map(({ code }) => code)).toContain(
      'case-matched-twice',
    );
  });

  it('decides every open school once, and explains every case', () => {
    const decisions = csvRows(join(OUT, 'decisions.csv'));
    const schools = decisions.filter((row) => row['subject_kind'] === 'school');
    const open = csvRows(SCHOOLS).filter((school) => school['EstablishmentStatusName']?.startsWith('Open'));
    expect(schools.map((row) => row['subject_id']).sort()).toEqual(
      open.map((school) => school['URN']).sort(),
    );
    expect(schools.length).toBeGreaterThan(1800);
    const cases = new Set(decisions.flatMap((row) => row['case_id'] || []));
    const told = [...csvRows(join(OUT, 'matches.csv')), ...csvRows(join(OUT, 'uncovered.csv'))];
    expect(new Set(told.map((row) => row['case_id']))).toEqual(cases);
  });

  it('gives the same plan again', async () => {
    const again = join(folder.path, 'again');
    await cli(args.with(args.indexOf(OUT), again));
    const plan = (path: string): unknown => ({
      ...(JSON.parse(readFileSync(join(path, 'plan.json'), 'utf8')) as Plan),
      seconds: 0,
    });
    expect(plan(again)).toEqual(plan(OUT));
  });
});

describe('assess on real files', () => {
  it.each([
    ['2019-20', 'gias/gias_edubasealldata_subset_8rows.csv', [LATEST_2024]],
    ['2022-23', 'gias/gias_edubasealldata_fixture_anonymised_ebi.csv', [LATEST_2024]],
    ['2024-25', 'gias/gias_edubasealldata_subset_8rows.csv', [LATEST_2026, TO_DATE_2025, LATEST_2024]],
  ])('reads %s from %s without refusing a row', async (offer, schools, inspections) => {
    const files = inspections.flatMap((path) => ['--inspections', path]);
    const run = await cli(['assess', '--offer', offer, '--schools', data(schools), ...files, '--out', OUT]);
    expect(run.exit).toBe(0);
    const decisions = csvRows(join(OUT, 'decisions.csv'));
    expect(decisions.length).toBeGreaterThan(3);
    expect(decisions.filter((row) => !row['why'])).toEqual([]);
  });
});
