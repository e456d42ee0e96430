import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, csvRows, folderOfTests, sampleFile, sampleOptions } from '../../../test/support/cli-harness.js';

const folder = folderOfTests();
const OUT = join(folder.path, 'out');

describe('what coordinators settle beside the files', () => {
  it('contacts by the end of the term that --terms names for the authority, else nationally', async () => {
    const terms = join(folder.path, 'terms.csv');
    writeFileSync(terms, 'authority,term_end\nnational,20/12/2024\n383,2024-12-18\nnational,04/04/2025\n');
    const run = await cli(['assess', ...sampleOptions('2024-25'), '--terms', terms, '--out', OUT]);
    expect(run).toMatchObject({ exit: 0, err: '' });
    const dates = new Set(
      csvRows(join(OUT, 'decisions.csv'))
        .filter((row) => row['eligible'] === 'yes')
        .map((row) => row['contact_by']),
    );
    expect(dates).toContain('2024-12-20');
    expect([...dates].filter((date) => date === '2024-12-31')).toEqual([]);
  });

  it.each([
    ['no code', 'authority,term_end\nLeeds,20/12/2024\n', 'Leeds'],
    ['no day', 'authority,term_end\n201,Easter\n', 'Easter'],
    ['a day twice', 'authority,term_end\n201,20/12/2024\n201,2024-12-20\n', '2024-12-20'],
    ['an empty authority', 'authority,term_end\n,20/12/2024\n', 'authority'],
  ])('refuses a row of --terms with %s, by row and column', async (_, content, value) => {
    const terms = join(folder.path, 'bad-terms.csv');
    writeFileSync(terms, content);
    const run = await cli([
      'assess',
      ...sampleOptions('2024-25'),
      '--terms',
      terms,
      '--strict',
      '--out',
      OUT,
    ]);
    expect(run.exit).toBe(2);
    expect(run.err).toMatch(/bad-terms\.csv:[23] /);
    expect(run.err).toContain(value);
  });

  it('does not go on with terms that hold no row, or another file', async () => {
    const terms = join(folder.path, 'no-terms.csv');
    writeFileSync(terms, 'authority,term_end\n');
    const empty = await cli(['assess', ...sampleOptions('2024-25'), '--terms', terms, '--out', OUT]);
    expect(empty).toMatchObject({ exit: 2 });
    const other = ['--terms', sampleFile('links.csv')];
    expect((await cli(['assess', ...sampleOptions('2024-25'), ...other, '--out', OUT])).exit).toBe(2);
  });

  it('supports a school directly where --direct-support names it, and tells of one that is not there', async () => {
    const rows = async (more: readonly string[]) => {
      const run = await cli(['assess', ...sampleOptions('2024-25'), ...more, '--out', OUT]);
      return { run, rows: csvRows(join(OUT, 'decisions.csv')) };
    };
    const before = (await rows([])).rows.find(
      (row) => row['subject_kind'] === 'school' && row['unit'] === 'trust',
    );
    const urn = before?.['subject_id'] ?? '';
    const agreed = join(folder.path, 'agreed.csv');
    writeFileSync(agreed, `URN\n${urn}\n100999\n`);
    const after = await rows(['--direct-support', agreed]);
    const now = after.rows.find((row) => row['subject_kind'] === 'school' && row['subject_id'] === urn);
    expect(now).toMatchObject({ unit: 'school', supported_id: urn, case_id: `school-${urn}`, days: '10' });
    expect(after.run.err).toMatch(/100999.*is named on the list "direct-support" and in no file of schools/);
    const notAsked = await cli([
      ...['assess', ...sampleOptions('2019-20'), '--direct-support', agreed, '--out', OUT],
    ]);
    expect(notAsked.err).toContain('does not ask for the list "direct-support"');
  });

  it('tells that the inspection files end months before the as-of date, unless they are said to be complete', async () => {
    const older = ['assess', '--offer', '2022-23', '--schools', sampleFile('gias.csv'), '--out', OUT];
    const inspected = [...older, '--inspections', sampleFile('ofsted-2023.csv')];
    const warning = 'The newest day in the inspection files is ';
    expect((await cli(inspected)).err).not.toContain(warning);
    const file = join(folder.path, 'early.csv');
    const header =
      'URN,Inspection number of latest graded inspection,Inspection start date,Publication date,Overall effectiveness';
    writeFileSync(file, `${header}\n990001,10200001,10/01/2023,20/02/2023,2\n`);
    const early = [...older, '--inspections', file];
    expect((await cli(early)).err).toContain(`Warning: ${warning}`);
    const json = JSON.parse((await cli([...early, '--json'])).out) as { inspectionsEnd: string };
    expect(json.inspectionsEnd).toBe('2023-02-20');
    expect((await cli([...early, '--inspections-reach', '2023-08-31'])).err).not.toContain(warning);
  });

  it('leaves a no open where --inspections-reach says that the files end before the window', async () => {
    const answers = async (more: readonly string[]): Promise<number> => {
      await cli(['assess', ...sampleOptions('2024-25'), ...more, '--out', OUT]);
      return csvRows(join(OUT, 'decisions.csv')).filter((row) => row['eligible'] === 'undetermined').length;
    };
    expect(await answers(['--inspections-reach', '2024-10-31'])).toBeGreaterThan((await answers([])) + 20);
    const slip = ['--inspections-reach', 'soon', '--out', OUT];
    expect((await cli(['assess', ...sampleOptions('2024-25'), ...slip])).exit).toBe(2);
  });
});
