/** When an inspection fell: each era is a range of start dates, and the weeks until the report came out. */
export const ERAS = {
  y2008: { from: '2007-10-01', to: '2009-06-30' },
  y2012: { from: '2011-10-01', to: '2013-06-30' },
  y2015: { from: '2015-01-10', to: '2016-06-20' },
  y2018: { from: '2017-10-01', to: '2019-06-01' },
  y2019: { from: '2019-09-17', to: '2020-02-20' },
  y2021: { from: '2021-10-01', to: '2022-06-01' },
  y2022: { from: '2022-09-20', to: '2023-06-01' },
  y2024: { from: '2024-09-17', to: '2024-12-18' },
  late2024: { from: '2025-02-04', to: '2025-02-12' },
  y2025: { from: '2025-03-11', to: '2025-03-27' },
} as const;
export type Era = keyof typeof ERAS;

/**
 * What an inspection found. Before September 2024 an overall grade, with the category of concern where there is
 * one; from then on no overall grade: good throughout, requires improvement in leadership (`weak-leadership`) or
 * quality of education (`weak-teaching`), or a category. `remains-good`: an ungraded visit that left the grade.
 */
export type Finding =
  | 1
  | 2
  | 3
  | '4 SM'
  | '4 SWK'
  | 'good'
  | 'weak-leadership'
  | 'weak-teaching'
  | 'concern SM'
  | 'concern RSI'
  | 'remains-good';

type Step = readonly [Era, Finding];
const story = (...steps: readonly Step[]): readonly Step[] => steps;

export const HISTORIES = {
  outstanding: story(['y2012', 1], ['y2018', 1], ['y2022', 'remains-good']),
  good: story(['y2012', 2], ['y2018', 2], ['y2021', 'remains-good']),
  'published-late': story(['y2018', 2], ['y2022', 3], ['late2024', 'weak-leadership']),
  'turned-round': story(['y2015', '4 SM'], ['y2018', 3], ['y2021', 2], ['y2024', 'good']),
  'single-2018': story(['y2012', 2], ['y2018', 3], ['y2021', 2]),
  'slipped-2019': story(['y2015', 2], ['y2019', 3], ['y2021', 2], ['y2024', 'good']),
  'slipped-2019-and-again': story(['y2015', 2], ['y2019', 3], ['y2022', 3]),
  'twice-2019': story(['y2015', 3], ['y2019', 3], ['y2021', 2]),
  'never-good': story(['y2008', 3], ['y2012', 3], ['y2015', 3], ['y2018', 3], ['y2021', 2]),
  'first-ever-2019': story(['y2019', 3], ['y2021', 2]),
  'slipped-2021': story(['y2015', 2], ['y2018', 2], ['y2021', 3]),
  'slipped-2022': story(['y2012', 2], ['y2018', 2], ['y2022', 3]),
  'slipped-from-outstanding': story(['y2015', 1], ['y2018', 1], ['y2021', 2]),
  'failing-2022-then-concern': story(['y2015', 2], ['y2018', 3], ['y2022', '4 SWK'], ['y2024', 'concern SM']),
  'stuck-then-weak-leadership': story(['y2015', 3], ['y2018', 3], ['y2021', 3], ['y2024', 'weak-leadership']),
  'stuck-then-weak-teaching': story(
    ['y2015', '4 SM'],
    ['y2018', 3],
    ['y2021', 3],
    ['y2024', 'weak-teaching'],
  ),
  'slipped-2021-then-weak-leadership': story(['y2018', 2], ['y2021', 3], ['y2024', 'weak-leadership']),
  'good-then-concern': story(['y2015', 2], ['y2018', 2], ['y2024', 'concern RSI']),
  'good-then-weak-teaching': story(['y2015', 2], ['y2021', 2], ['y2024', 'weak-teaching']),
  'two-ri-plus': story(['y2012', 2], ['y2018', 3], ['y2021', 3]),
  'only-2024': story(['y2024', 'weak-leadership']),
  'weak-after-window': story(['y2018', 2], ['y2021', 3], ['y2025', 'weak-leadership']),
  'special-story': story(['y2012', 2], ['y2019', 3], ['y2022', 3], ['y2024', 'concern SM']),
  'never-inspected': story(),
} as const satisfies Readonly<Record<string, readonly Step[]>>;
export type HistoryName = keyof typeof HISTORIES;
