import { isWorkingDay } from '../../domain/kernel/index.js';
import { bankHolidays } from './bank-holidays.js';
import { afterWorkingDays } from './index.js';

/** As gov.uk/bank-holidays published them for England and Wales. */
const PUBLISHED = {
  2019: ['01-01', '04-19', '04-22', '05-06', '05-27', '08-26', '12-25', '12-26'],
  2020: ['01-01', '04-10', '04-13', '05-08', '05-25', '08-31', '12-25', '12-28'],
  2021: ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28'],
  2022: ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27'],
  2023: ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26'],
  2024: ['01-01', '03-29', '04-01', '05-06', '05-27', '08-26', '12-25', '12-26'],
  2025: ['01-01', '04-18', '04-21', '05-05', '05-26', '08-25', '12-25', '12-26'],
  2026: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28'],
  2027: ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28'],
};

describe('bank holidays of England', () => {
  it.each(Object.entries(PUBLISHED))('are in %s those that the government published', (year, days) => {
    const onWeekdays = bankHolidays(`${year}-01-01`).filter(
      (day) => day.startsWith(year) && isWorkingDay(day, []),
    );
    expect([...new Set(onWeekdays)].sort()).toEqual(days.map((day) => `${year}-${day}`));
  });

  it('reach into the year after, for what is published in December', () => {
    expect(bankHolidays('2024-12-20')).toContain('2025-01-01');
  });
});

describe('so many working days after a day', () => {
  it.each([
    ['2024-12-20', 5, '2024-12-31', 'over Christmas'],
    ['2024-12-24', 5, '2025-01-03', 'over Christmas and New Year'],
    ['2025-04-17', 1, '2025-04-22', 'over Easter'],
    ['2025-05-02', 2, '2025-05-07', 'over the early May bank holiday'],
    ['2022-05-31', 3, '2022-06-07', 'over the jubilee'],
    ['2027-12-24', 1, '2027-12-29', 'over substitute days'],
    ['2025-03-03', 5, '2025-03-10', 'in a week without'],
  ])('from %s, %i: %s (%s)', (from, count, day) => {
    expect(afterWorkingDays(from, count)).toBe(day);
  });
});
