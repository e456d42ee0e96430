import readWorkbookSheets from 'read-excel-file/node';
import { EXPERTISE_CODES, LEADER_ROLES, PHASES } from '../../domain/kernel/index.js';
import { collected, type Collected, type ColumnMap, faultLine, fileOf } from '../../platform/files/index.js';
import { Places } from '../../platform/geography/index.js';
import { placeLeader } from './place-leader.js';
import type { SurveyAnswer } from './survey-answer.js';
import { SURVEY_COLUMN_NAMES } from './survey-columns.js';
import { readSurvey } from './survey-reader.js';
import { SURVEY_EXAMPLES, surveyTemplateCsv, surveyWorkbook } from './survey-template.js';

const read = (text: string, map: ColumnMap = {}): Promise<Collected<SurveyAnswer>> =>
  collected((sink) => readSurvey(fileOf('survey.csv', text), sink, { map }));

describe('the template', () => {
  it('has the columns of the contract in their order', () => {
    expect(surveyTemplateCsv().split('\n')[0]).toBe(
      'leader_ref,leader_name,email,leader_role,base_urn,trust_uid,postcode,easting,northing,phases,expertise,' +
        'days_offered,max_engagements,travel_miles,support_levels,briefing_attended,excluded_urns,' +
        'excluded_trust_uids,conflict_urns,available_from,available_to',
    );
    expect(SURVEY_COLUMN_NAMES).toHaveLength(21);
  });

  it('has examples that are left out by name when they are left in', async () => {
    const { items, summary } = await read(surveyTemplateCsv());
    expect(items).toEqual([]);
    expect(summary).toMatchObject({ rowsRead: 2, rowsRefused: 0, stopped: null });
    expect(summary.faults.map(faultLine)).toEqual([
      'survey.csv, row 2, leader_ref: "EXAMPLE-1" is an example from the template; the row was left out.',
      'survey.csv, row 3, leader_ref: "EXAMPLE-2" is an example from the template; the row was left out.',
    ]);
  });

  it('has examples that show what is accepted', async () => {
    const { items, summary } = await read(surveyTemplateCsv().replaceAll('EXAMPLE-', 'L-'));
    expect(summary).toMatchObject({ rowsRead: 2, rowsRefused: 0, faultCount: 0, stopped: null });
    expect(items.map((answer) => [answer.ref, answer.role, answer.halfDaysOffered])).toEqual([
      ['L-1', 'nle', 25],
      ['L-2', 'mat-ceo', 80],
    ]);
  });

  it('as a workbook says for each column what to write, with codes and examples', async () => {
    const bytes = await surveyWorkbook('2019-20');
    const { items, summary } = await collected<SurveyAnswer>((sink) =>
      readSurvey(fileOf('survey.xlsx', bytes), sink),
    );
    expect([items, summary.rowsRead, summary.faultCount, summary.sheet]).toEqual([[], 0, 0, 'Survey']);
    const sheets = await readWorkbookSheets(bytes);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Survey', 'Instructions']);
    const lines = sheets[1]?.data ?? [];
    expect(lines.slice(-21).map(([column]) => column)).toEqual([...SURVEY_COLUMN_NAMES]);
    const told = lines.map(([, write]) => String(write)).join('\n');
    for (const code of [...EXPERTISE_CODES, ...PHASES, ...LEADER_ROLES]) expect(told).toContain(code);
    expect(told).toContain('Leaders must have attended a regional briefing.');
    expect(lines.flat()).toContain('asha@fernhill.example');
  });

  it('filled in as a workbook gives the same answers as the CSV file', async () => {
    const rows = SURVEY_EXAMPLES.map((row) => ({ ...row, leader_ref: `my-${row.leader_ref}` }));
    const bytes = await surveyWorkbook('2024-25', rows);
    const workbook = await collected<SurveyAnswer>((sink) => readSurvey(fileOf('survey.csv', bytes), sink));
    const csv = await read(surveyTemplateCsv().replaceAll('EXAMPLE-', 'my-EXAMPLE-'));
    expect(workbook.summary.faults).toEqual([]);
    expect(workbook.items).toEqual(csv.items);
    expect(workbook.items).toHaveLength(2);
  });
});

describe('a column map', () => {
  it('lets other names stand for ours', async () => {
    const text = 'Ref no.,Role,Which phases?,How many days?,Comments\nA-1,NLE,Primary;Special,3.5,-\n';
    const map = {
      'ref no.': 'leader_ref',
      role: 'leader_role',
      'Which  phases?': 'phases',
      'How many days?': 'days_offered',
    };
    const { items, summary } = await read(text, map);
    expect(items).toMatchObject([
      { ref: 'A-1', role: 'nle', phases: ['primary', 'special'], halfDaysOffered: 7 },
    ]);
    expect(summary.faults.map((fault) => [fault.code, fault.value])).toEqual([
      ['unknown-column', 'Comments'],
    ]);
    const unmapped = await read(text);
    expect(unmapped.summary.stopped?.code).toBe('header-not-found');
  });

  it('names the column of the file in a fault, as its people know it', async () => {
    const map = { Ref: 'leader_ref', Role: 'leader_role', Phases: 'phases', Days: 'days_offered' };
    const { summary } = await read('Ref,Role,Phases,Days\nA,nle,primary,x\n', map);
    expect(summary.faults.map(faultLine)).toEqual([
      'survey.csv, row 2, Days: "x" is not a number. Allowed: 0.5 to 200 in steps of 0.5.',
    ]);
  });

  it('that misspells one of our names refuses the file and says which was meant', async () => {
    const { summary } = await read('Ref\nA\n', { Ref: 'leader_reff' });
    expect(summary.stopped?.code).toBe('header-not-found');
    const found = await read('leader_ref,Role\nA,nle\n', { Role: 'leader_rol' });
    expect(found.summary.stopped).toMatchObject({
      code: 'map-target-unknown',
      facts: { suggestion: 'leader_role' },
    });
  });
});

describe('where a leader starts from', () => {
  const school = { latitude: 53.9, longitude: -1.1, approximate: false };
  const district = { latitude: 53.8, longitude: -1.5, approximate: true };
  const places = new Places([{ outcode: 'LS1', location: district }]);
  const gazetteer = { places, schoolLocation: (urn: string) => (urn === '999901' ? school : undefined) };
  const answer = { easting: 429500, northing: 433500, baseUrn: '999901', postcode: 'LS1 4AP' };

  it('is the coordinates, else the base school, else the postcode district, else nowhere', () => {
    expect(placeLeader(answer, gazetteer)).toEqual({
      latitude: 53.796976,
      longitude: -1.553628,
      approximate: false,
    });
    const noGrid = { ...answer, easting: null, northing: null };
    expect(placeLeader(noGrid, gazetteer)).toBe(school);
    expect(placeLeader({ ...noGrid, baseUrn: '999999' }, gazetteer)).toEqual(district);
    expect(placeLeader({ ...noGrid, baseUrn: null }, gazetteer)).toEqual(district);
    expect(placeLeader({ ...noGrid, baseUrn: null, postcode: 'ZZ1' }, gazetteer)).toBeNull();
    expect(placeLeader({ ...noGrid, baseUrn: null }, { ...gazetteer, places: null })).toBeNull();
  });

  it('is the postcode district where the base school itself has no place', () => {
    const unplaced = { places, schoolLocation: () => null };
    expect(placeLeader({ ...answer, easting: null, northing: null }, unplaced)).toEqual(district);
  });
});
