import { CONTACT_COLUMNS, contactRows } from './contacts.js';
import { cp1252, csvText } from './csv-text.js';
import { GIAS_COLUMNS, GROUP_COLUMNS, GROUP_LINK_COLUMNS, LINK_COLUMNS } from './gias-columns.js';
import { giasRows, groupLinkRows, groupRows, linkRows, OUTCODE_COLUMNS, outcodeRows } from './gias-files.js';
import { makeLeaders } from './leaders.js';
import { LATEST_2020_COLUMNS, LATEST_2024_COLUMNS, YEAR_TO_DATE_2025_COLUMNS } from './ofsted-columns.js';
import { allInspectionRows, latestRows } from './ofsted-files.js';
import { REFERRAL_COLUMNS, referralRows, TWO_RI_PLUS_COLUMNS, twoRiPlusRows } from './policy-lists.js';
import { makeWorld } from './schools.js';
import { SURVEY_COLUMNS, SURVEY_PLANS, surveyRows } from './survey-files.js';

/** All inspections of some years, as published while there was an overall grade. */
const ALL_INSPECTIONS_COLUMNS = YEAR_TO_DATE_2025_COLUMNS.flatMap((name) =>
  name === 'Category of concern' ? ['Overall effectiveness', name] : [name],
);
const TITLE_ROW = '"State-funded schools: latest inspections as at 31 August 2020 (invented schools)"\r\n';

/** Every file of samples/ by its name: the same bytes on every machine. Published forms are in cp1252. */
export function makeSamples(): ReadonlyMap<string, Buffer> {
  const world = makeWorld();
  const leaders = makeLeaders(world);
  const gias = (columns: readonly string[], rows: Parameters<typeof csvText>[1]): Buffer =>
    cp1252(csvText(columns, rows));
  const ofsted = (columns: readonly string[], rows: Parameters<typeof csvText>[1], title = ''): Buffer =>
    cp1252(title + csvText(columns, rows, 'NULL'));
  const ours = (columns: readonly string[], rows: Parameters<typeof csvText>[1]): Buffer =>
    Buffer.from(csvText(columns, rows), 'utf8');
  return new Map([
    ['gias.csv', gias(GIAS_COLUMNS, giasRows(world))],
    ['groups.csv', gias(GROUP_COLUMNS, groupRows(world))],
    ['group-links.csv', gias(GROUP_LINK_COLUMNS, groupLinkRows(world))],
    ['links.csv', gias(LINK_COLUMNS, linkRows(world))],
    ['outcodes.csv', ours(OUTCODE_COLUMNS, outcodeRows())],
    [
      'ofsted-2005-19.csv',
      ofsted(ALL_INSPECTIONS_COLUMNS, allInspectionRows(world, '2005-09-01', '2019-08-31')),
    ],
    ['ofsted-2019.csv', ofsted(LATEST_2020_COLUMNS, latestRows(world, '2020-08-31', '2020'), TITLE_ROW)],
    ['ofsted-2023.csv', ofsted(LATEST_2024_COLUMNS, latestRows(world, '2023-08-31', '2024'))],
    [
      'ofsted-2025.csv',
      ofsted(YEAR_TO_DATE_2025_COLUMNS, allInspectionRows(world, '2024-09-01', '2025-05-31')),
    ],
    ['2ri-plus.csv', ours(TWO_RI_PLUS_COLUMNS, twoRiPlusRows(world))],
    ['contacts.csv', ours(CONTACT_COLUMNS, contactRows(world))],
    ['referrals.csv', ours(REFERRAL_COLUMNS, referralRows(world))],
    ...SURVEY_PLANS.map((plan): [string, Buffer] => [
      `survey-${plan.year}.csv`,
      ours(SURVEY_COLUMNS, surveyRows(leaders, plan)),
    ]),
  ]);
}
