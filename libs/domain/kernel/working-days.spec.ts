import { addWorkingDays, isWorkingDay } from './index.js';

const EASTER_2025 = ['2025-04-18', '2025-04-21'];
const CHRISTMAS_2024 = ['2024-12-25', '2024-12-26', '2025-01-01'];

describe('working days', () => {
  it.each([
    ['2025-03-03', 5, [], '2025-03-10', 'a week without holidays'],
    ['2025-03-07', 1, [], '2025-03-10', 'from a Friday'],
    ['2025-03-08', 1, [], '2025-03-10', 'from a Saturday'],
    ['2025-03-09', 5, [], '2025-03-14', 'from a Sunday'],
    ['2025-04-16', 5, EASTER_2025, '2025-04-25', 'over Easter'],
    ['2025-04-17', 1, EASTER_2025, '2025-04-22', 'on Maundy Thursday'],
    ['2024-12-24', 5, CHRISTMAS_2024, '2025-01-03', 'over Christmas and New Year'],
    ['2024-12-25', 1, CHRISTMAS_2024, '2024-12-27', 'from a holiday'],
    ['2024-02-28', 2, [], '2024-03-01', 'over a leap day'],
    ['2025-02-27', 2, [], '2025-03-03', 'over the end of February'],
    ['2025-03-03', 0, [], '2025-03-03', 'none'],
  ])('from %s, %i: %j gives %s (%s)', (from, count, holidays, day) => {
    expect(addWorkingDays(from, count, holidays)).toBe(day);
  });

  it('are Monday to Friday without the holidays', () => {
    const week = ['2024-12-23', '2024-12-24', '2024-12-25', '2024-12-27', '2024-12-28', '2024-12-29'];
    expect(week.map((day) => isWorkingDay(day, CHRISTMAS_2024))).toEqual([
      ...[true, true, false, true, false, false],
    ]);
  });
});
