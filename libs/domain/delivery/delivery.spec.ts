import {
  claimPence,
  earliestVisitDate,
  type EngagementTerms,
  halfDaysLeftToLog,
  type PlannedVisit,
  visitRefusal,
} from './index.js';

const TERMS: EngagementTerms = {
  ...{ halfDays: 6, from: '2024-09-01', to: '2025-07-31' },
  ...{ publishedOn: '2025-01-10', today: '2025-03-20' },
};
const visit = (visitedOn: string, halfDays = 2): PlannedVisit => ({ visitedOn, halfDays });
const codeOf = (
  one: PlannedVisit,
  others: readonly PlannedVisit[] = [],
  terms: Partial<EngagementTerms> = {},
): string | undefined => visitRefusal(one, others, { ...TERMS, ...terms })?.code;

describe('a visit', () => {
  it('takes half a day or a whole one', () => {
    expect([1, 2].map((halfDays) => codeOf(visit('2025-02-03', halfDays)))).toEqual([undefined, undefined]);
    expect([0, 3, 1.5, -1].map((halfDays) => codeOf(visit('2025-02-03', halfDays)))).toEqual(
      Array.from({ length: 4 }, () => 'bad-visit-length'),
    );
  });

  it('has happened: today at the latest', () => {
    expect(codeOf(visit('2025-03-20'))).toBeUndefined();
    expect(codeOf(visit('2025-03-21'))).toBe('date-in-future');
  });

  it('is no earlier than the match was published', () => {
    expect(codeOf(visit('2025-01-10'))).toBeUndefined();
    expect(codeOf(visit('2025-01-09'))).toBe('visit-date-before-match');
  });

  it('lies in the support window of the offer', () => {
    const late = { today: '2025-09-01' };
    expect(codeOf(visit('2025-07-31'), [], late)).toBeUndefined();
    expect(codeOf(visit('2025-08-01'), [], late)).toBe('visit-date-outside-window');
    const early = { publishedOn: '2024-08-01' };
    expect(codeOf(visit('2024-09-01'), [], early)).toBeUndefined();
    expect(codeOf(visit('2024-08-31'), [], early)).toBe('visit-date-outside-window');
  });

  it('may be any day of the window where the match was recorded after its end', () => {
    const after = { publishedOn: '2025-08-01', today: '2026-01-01' };
    expect(earliestVisitDate({ ...TERMS, ...after })).toBe('2024-09-01');
    expect(earliestVisitDate({ ...TERMS, publishedOn: '2025-07-31' })).toBe('2025-07-31');
    expect(codeOf(visit('2024-10-01'), [], after)).toBeUndefined();
    expect(codeOf(visit('2024-08-31'), [], after)).toBe('visit-date-outside-window');
  });

  it('shares its date with others up to a whole day', () => {
    const morning = visit('2025-02-03', 1);
    expect(codeOf(visit('2025-02-03', 1), [morning])).toBeUndefined();
    expect(codeOf(visit('2025-02-03', 2), [morning])).toBe('visit-day-full');
    expect(codeOf(visit('2025-02-03', 1), [morning, morning])).toBe('visit-day-full');
    expect(codeOf(visit('2025-02-04', 2), [morning, morning])).toBeUndefined();
  });

  it('never takes the sum above the days of the match', () => {
    const four = [visit('2025-02-03'), visit('2025-02-04')];
    expect(codeOf(visit('2025-02-05'), four)).toBeUndefined();
    const five = [...four, visit('2025-02-05', 1)];
    expect(codeOf(visit('2025-02-06', 1), five)).toBeUndefined();
    expect(visitRefusal(visit('2025-02-06', 2), five, TERMS)).toEqual({
      ...{ code: 'visit-days-exceeded', facts: { halfDays: 2, leftHalfDays: 1, matchHalfDays: 6 } },
    });
    expect(halfDaysLeftToLog(TERMS, five)).toBe(1);
  });
});

describe('a claim', () => {
  it('is half-days at half the day rate', () => {
    expect(claimPence(7, 60_000)).toBe(210_000);
    expect(claimPence(1, 2)).toBe(1);
  });
});
