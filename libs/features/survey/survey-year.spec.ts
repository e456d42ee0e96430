import { collected, fileOf } from '../../platform/files/index.js';
import type { SurveyAnswer } from './survey-answer.js';
import { readSurvey } from './survey-reader.js';

type Period = readonly [from: string, to: string];
const HEADER = 'leader_ref,leader_role,phases,days_offered,available_from,available_to';

/** The codes that are told of answers with these periods, given for 2024-25: support from September 2024 to July 2025. */
async function toldOf(
  periods: readonly Period[],
  given: { readonly offer?: '2024-25' } = { offer: '2024-25' },
) {
  const rows = periods.map(([from, to], at) => `L${String(at)},nle,primary,10,${from},${to}`);
  const { items, summary } = await collected<SurveyAnswer>((sink) =>
    readSurvey(fileOf('survey.csv', [HEADER, ...rows].join('\n')), sink, given),
  );
  expect(items).toHaveLength(periods.length);
  expect(summary.faultCount).toBe(summary.faults.length);
  return summary.faults.map(({ row, column, code }) => [row, column, code]);
}
const many = (count: number, period: Period) => Array.from({ length: count }, () => period);

describe('one answer', () => {
  it.each<[string, Period, string | null]>([
    ['of the whole year', ['', ''], null],
    ['that begins on the last day of support', ['2025-07-31', ''], null],
    ['that begins the day after it', ['2025-08-01', ''], 'available_from'],
    ['that ends on the first day of support', ['', '2024-09-01'], null],
    ['that ends the day before it', ['', '2024-08-31'], 'available_to'],
    ['that begins in the summer before', ['2024-06-01', ''], null],
    ['that begins before that summer, without an end', ['2024-05-31', ''], 'available_from'],
    ['that begins long before and ends in the year', ['2021-01-01', '2025-01-31'], null],
    ['that begins and ends in another year', ['2022-09-01', '2023-07-31'], 'available_to'],
  ])('%s', async (_title, period, column) => {
    const told = await toldOf([period, ...many(9, ['2024-10-01', '2025-04-01'])]);
    expect(told).toEqual(column === null ? [] : [[2, column, 'outside-offer']]);
  });
});

describe('a survey of another year', () => {
  const other: Period = ['2022-09-01', '2023-07-31'];
  const own: Period = ['2024-10-01', ''];

  it('is warned of before all else where the dates of nine answers in ten lie outside', async () => {
    const told = await toldOf([own, ...many(9, other)]);
    expect(told[0]).toEqual([null, 'available_to', 'another-year']);
    expect(told).toHaveLength(10);
  });

  it('is not supposed where fewer do', async () => {
    const told = await toldOf([own, own, ...many(8, other)]);
    expect(told.map(([, , code]) => code)).toEqual(Array.from({ length: 8 }, () => 'outside-offer'));
  });

  it('is known by the answers that give dates, however many give none', async () => {
    expect((await toldOf([other, ...many(50, ['', ''])]))[0]).toEqual([null, 'available_to', 'another-year']);
  });

  it('is not looked for where nobody said which offer the file is for', async () => {
    expect(await toldOf(many(3, other), {})).toEqual([]);
  });
});
