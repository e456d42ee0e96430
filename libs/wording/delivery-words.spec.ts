import { bookDifferenceText, poundsText, refusalSentence } from './index.js';

describe('words about delivery', () => {
  it.each([
    [{ code: 'visit-day-full', facts: { date: '2025-02-03', leftHalfDays: 1 } }, 'half a day of it is left.'],
    [
      { code: 'visit-days-exceeded', facts: { leftHalfDays: 0, matchHalfDays: 6 } },
      'The match has 3 days, and none of it is left to log.',
    ],
    [
      { code: 'visit-days-exceeded', facts: { leftHalfDays: 1, matchHalfDays: 6 } },
      'The match has 3 days, and only half a day is left to log.',
    ],
    [
      { code: 'visit-date-outside-window', facts: { from: '2024-09-01', to: '2025-07-31' } },
      'from 1 September 2024 to 31 July 2025.',
    ],
    [{ code: 'sign-off-text-needed', facts: { field: 'comment' } }, 'Say what is wrong.'],
    [
      { code: 'visit-text-too-long', facts: { field: 'done', limit: 2000 } },
      'What was done is too long: at most 2000 characters.',
    ],
    [{ code: 'visits-not-signed', facts: { visits: 1 } }, '(1 visit is not)'],
  ])('say of %j what is wrong', (refusal, words) => {
    expect(refusalSentence(refusal)).toContain(words);
  });

  it('write pounds', () => {
    expect([0, 5, 60_000, 123_456_789].map(poundsText)).toEqual([
      '£0.00',
      '£0.05',
      '£600.00',
      '£1,234,567.89',
    ]);
  });

  it('name both sides of a difference', () => {
    expect(bookDifferenceText('claim-differs', { a: 1, b: null })).toBe('claim-differs: a 1, b null');
  });
});
