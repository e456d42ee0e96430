import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cli,
  csvHeader,
  csvRows,
  folderOfTests,
  sampleFile,
  sampleOptions,
  sampleSurvey,
} from '../../../test/support/cli-harness.js';
import type { OfferYear } from '../../../libs/domain/kernel/index.js';

const folder = folderOfTests();
const OUT = join(folder.path, 'out');
const inOut = (name: string): string => join(OUT, name);
const counted = (rows: readonly Readonly<Record<string, string>>[], column: string): Record<string, number> =>
  rows.reduce<Record<string, number>>((counts, row) => {
    const value = row[column] ?? '';
    return { ...counts, [value]: (counts[value] ?? 0) + 1 };
  }, {});

const GOLDEN = {
  '2019-20': { eligible: 48, undetermined: 3, matched: 31, uncovered: 17, days: 3 },
  '2022-23': { eligible: 29, undetermined: 5, matched: 22, uncovered: 7, days: 10 },
  '2024-25': { eligible: 24, undetermined: 3, matched: 17, uncovered: 3, days: 10 },
} as const;

const SAMPLED = ['2019-20', '2022-23', '2024-25'] as const satisfies readonly OfferYear[];

describe.each(SAMPLED)('match on the samples of %s', (offer) => {
  const golden = GOLDEN[offer];

  it('writes the seven files with the columns of the contract', async () => {
    const files = [...sampleOptions(offer), ...sampleSurvey(offer)];
    // Nobody was inspected from March 2020 on: the files are complete up to the end of the year.
    const reach = offer === '2019-20' ? ['--inspections-reach', '2020-08-31'] : [];
    const run = await cli(['match', ...files, ...reach, '--out', OUT]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(readdirSync(OUT).sort()).toEqual([
      'decisions.csv',
      'leaders.csv',
      'matches.csv',
      'plan.json',
      'report.html',
      'run.json',
      'uncovered.csv',
    ]);
    expect(csvHeader(inOut('decisions.csv')).join(',')).toBe(
      'subject_kind,subject_id,name,eligible,criterion,tier,priority,unit,supported_id,case_id,days,contact_1,' +
        'contact_2,contact_3,contact_by,extras,missing,evidence,why',
    );
    expect(csvHeader(inOut('matches.csv')).join(',')).toBe(
      'case_id,subject_kind,subject_id,name,leader_ref,days,distance_miles,needs_met,needs_missed,score,why',
    );
    expect(csvHeader(inOut('uncovered.csv')).join(',')).toBe(
      'case_id,subject_kind,subject_id,name,days,priority,reason,nearest_remedy,why',
    );
    expect(csvHeader(inOut('leaders.csv')).join(',')).toBe(
      'leader_ref,days_offered,days_used,days_left,engagements',
    );
  });

  it('decides every open school, and every trust where the offer supports trusts', () => {
    const decisions = csvRows(inOut('decisions.csv'));
    expect(counted(decisions, 'subject_kind')).toEqual(
      offer === '2019-20' ? { school: 150 } : { school: 150, trust: 21 },
    );
    expect(counted(decisions, 'eligible')).toMatchObject({
      yes: golden.eligible,
      undetermined: golden.undetermined,
    });
    for (const decision of decisions) {
      expect(decision['why']).not.toBe('');
      expect(decision['missing'] === '' && decision['eligible'] === 'undetermined').toBe(false);
      if (decision['eligible'] !== 'yes') continue;
      expect(decision).toMatchObject({
        days: String(golden.days),
        case_id: `${decision['unit'] ?? ''}-${decision['supported_id'] ?? ''}`,
      });
      expect(decision['evidence']).toMatch(/\.csv:\d+/);
      expect(decision['contact_by']).toMatch(/^\d{4}-(12-31|03-31|07-31)$/);
    }
  });

  it('matches or explains every case, within every leader’s days', () => {
    const cases = new Set(csvRows(inOut('decisions.csv')).flatMap((row) => row['case_id'] || []));
    const matches = csvRows(inOut('matches.csv'));
    const uncovered = csvRows(inOut('uncovered.csv'));
    const told = [...matches, ...uncovered].map((row) => row['case_id']);
    expect([matches.length, uncovered.length]).toEqual([golden.matched, golden.uncovered]);
    expect(new Set(told)).toEqual(cases);
    expect(told).toHaveLength(cases.size);
    expect(uncovered.filter((row) => !row['reason'] || !row['nearest_remedy'] || !row['why'])).toEqual([]);
    const leaders = csvRows(inOut('leaders.csv'));
    for (const leader of leaders) {
      const own = matches.filter((row) => row['leader_ref'] === leader['leader_ref']);
      const days = own.reduce((sum, row) => sum + Number(row['days']), 0);
      expect(leader).toMatchObject({ days_used: String(days), engagements: String(own.length) });
      expect(Number(leader['days_left'])).toBe(Number(leader['days_offered']) - days);
      expect(Number(leader['days_left'])).toBeGreaterThanOrEqual(0);
    }
  });

  it('proves its plan', () => {
    const plan: unknown = JSON.parse(readFileSync(inOut('plan.json'), 'utf8'));
    expect(plan).toMatchObject({ version: 1, status: 'optimal', gap: 0, seed: 1 });
  });
});

describe('match', () => {
  const OFFER = '2024-25';
  const match = ['match', ...sampleOptions(OFFER)];
  const survey = readFileSync(sampleFile(`survey-${OFFER}.csv`), 'utf8')
    .trimEnd()
    .split('\r\n');
  const write = (name: string, text: string): string => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };

  it('goes on past bad rows, warns, and lists them by file, row, column and value', async () => {
    const bad = survey.with(2, (survey[2] ?? '').replace(',nle,', ',head,'));
    const path = write('bad rows.csv', bad.join('\n'));
    const run = await cli([...match, '--survey', path, '--out', OUT]);
    expect(run.exit).toBe(0);
    expect(run.err).toContain('bad rows.csv:3 leader_role "head" — ');
    expect(run.err).toContain('Allowed: nle, mat-ceo');
    expect(run.err).toContain('Warning: 1 row was refused and left out; the others went on.');
    expect(csvRows(inOut('errors.csv'))).toMatchObject([
      { file: 'bad rows.csv', row: '3', column: 'leader_role', value: 'head', code: 'unknown-code' },
    ]);
    expect(csvRows(inOut('leaders.csv'))).toHaveLength(survey.length - 2);
  });

  it('warns before all else that a survey may be another year’s', async () => {
    const stale = (survey[2] ?? '').replace(',nle,', ',head,');
    const other = readFileSync(sampleFile('survey-2022-23.csv'), 'utf8').trim().split('\n');
    const path = write('old survey.csv', [...other, ...Array.from({ length: 25 }, () => stale)].join('\n'));
    const run = await cli([...match, '--survey', path, '--out', OUT]);
    expect(run.exit).toBe(0);
    expect(run.err.split('\n')[0]).toMatch(
      /^old survey\.csv available_from "2023-01-04" — This may be the survey of another year\. .*Allowed: 2024-09-01 to 2025-07-31/,
    );
    const told = csvRows(inOut('errors.csv')).filter(({ code }) => code === 'outside-offer');
    expect(told).toHaveLength(5);
    expect(told[0]).toMatchObject({ column: 'available_from', value: '2023-01-04' });
  });

  it('takes its own errors.csv away when the rows are good again', async () => {
    expect(existsSync(inOut('errors.csv'))).toBe(true);
    const run = await cli([...match, ...sampleSurvey(OFFER), '--out', OUT]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(existsSync(inOut('errors.csv'))).toBe(false);
  });

  it('gives no results for bad rows with --strict, and exit code 2', async () => {
    const out = join(folder.path, 'strict');
    const path = join(folder.path, 'bad rows.csv');
    const run = await cli([...match, '--survey', path, '--out', out, '--strict']);
    expect(run.exit).toBe(2);
    expect(run.err).toContain('No results');
    expect(readdirSync(out)).toEqual(['errors.csv']);
  });

  it.each([
    ['a folder', () => folder.path, ' — This is a folder: name the file in it.'],
    ['no such file', join(folder.path, 'absent.csv'), 'absent.csv — There is no such file.'],
    ['nothing but a header', () => write('empty.csv', `${survey[0] ?? ''}\n`), 'empty.csv'],
    ['another header', () => write('other.csv', 'name,days\nA,3\n'), 'other.csv — No header row found'],
    ['a spreadsheet', () => write('sheet.csv', 'PK\u0003\u0004rest'), 'sheet.csv'],
  ])('ends with exit code 2 when the survey is %s', async (_name, file, message) => {
    const out = join(folder.path, 'none');
    const path = typeof file === 'string' ? file : file();
    const run = await cli([...match, '--survey', path, '--out', out]);
    expect(run.exit).toBe(2);
    expect(run.err).toContain(message);
    expect(readdirSync(out)).toEqual(['errors.csv']);
  });

  it('reads a survey with other column names through a map', async () => {
    const renamed = survey.with(0, (survey[0] ?? '').replace('leader_ref', 'Ref no'));
    const path = write('renamed.csv', renamed.join('\n'));
    const map = write('map.json', '{"Ref no": "leader_ref"}');
    const run = await cli([...match, '--survey', path, '--map', map, '--out', OUT]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    expect(csvRows(inOut('matches.csv'))).toHaveLength(GOLDEN[OFFER].matched);
    const broken = await cli([...match, '--survey', path, '--map', write('bad.json', '[1]'), '--out', OUT]);
    expect(broken.exit).toBe(2);
    expect(broken.err).toContain('bad.json — The column map is not a JSON object');
  });

  it('lists every case and leader that cannot be placed, with what to do', async () => {
    const gias = readFileSync(sampleFile('gias.csv'), 'utf8');
    const schools = write('schools.csv', gias.replace('Easting,Northing', 'East,North'));
    const options = sampleOptions(OFFER).map((option) =>
      option === sampleFile('gias.csv') ? schools : option,
    );
    const withoutPlaces = options.filter(
      (option) => option !== '--places' && option !== sampleFile('outcodes.csv'),
    );
    const columns = (survey[0] ?? '').split(',');
    const nowhere = survey.map((line, at) =>
      at === 0
        ? line
        : line
            .split(',')
            .map((cell, column) => (/base_urn|easting|northing/.test(columns[column] ?? '') ? '' : cell))
            .join(','),
    );
    const path = write('nowhere.csv', nowhere.join('\n'));
    const run = await cli(['match', ...withoutPlaces, '--survey', path, '--out', OUT]);
    expect(run.exit).toBe(0);
    const unplaced = csvRows(inOut('errors.csv')).filter(({ code }) => code === 'place-unknown');
    const leaders = unplaced.filter(({ file }) => file === 'nowhere.csv');
    expect(leaders).toHaveLength(survey.length - 1);
    expect(leaders[0]).toMatchObject({ row: '2', value: (survey[1] ?? '').split(',')[0] });
    expect(leaders[0]?.['message']).toMatch(/load the postcode districts/);
    const cases = unplaced.filter(({ file }) => file !== 'nowhere.csv');
    expect(run.out).toContain(`, ${String(cases.length)} without a known place.`);
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.every(({ message = '' }) => /^The place is not known: .*\.$/.test(message))).toBe(true);
  });

  it('follows the settings of params.json and refuses wrong ones by pointer', async () => {
    const params = write('params.json', '{"region": "South West", "maxMiles": 1, "seed": 7}');
    const run = await cli([...match, ...sampleSurvey(OFFER), '--params', params, '--out', OUT, '--json']);
    expect(JSON.parse(run.out)).toMatchObject({ exit: 0, seed: 7, matched: 0 });
    const wrong = write('wrong.json', '{"maxMile": 1, "weights": {"change": -1}, "gap": 2}');
    const refused = await cli([...match, ...sampleSurvey(OFFER), '--params', wrong, '--out', OUT]);
    expect(refused.exit).toBe(2);
    expect(refused.err).toContain('/maxMile is not a known setting');
    expect(refused.err).toContain('/weights/change is too small (allowed: 0 to 10000)');
    expect(refused.err).toContain('/gap is too large');
    const strange = write('strange.json', '{"priorities": {"ri-on-entri": 1}}');
    const third = await cli([...match, ...sampleSurvey(OFFER), '--params', strange, '--out', OUT]);
    expect(third).toMatchObject({ exit: 2 });
    expect(third.err).toContain('/priorities/ri-on-entri names no criterion or tier');
  });
});
