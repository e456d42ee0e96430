import type { InspectionFacts } from '../../domain/offers/index.js';
import { mergeInspections, mergeUninspected } from './ofsted-merge.js';

const inspection = (more: Partial<InspectionFacts>): InspectionFacts => ({
  urn: '999901',
  urnAtInspection: '999901',
  ofCurrentSchool: true,
  inspectionNumber: '1',
  kind: 'graded',
  startDate: '2024-06-12',
  publicationDate: null,
  overallEffectiveness: null,
  concern: null,
  judgements: {},
  safeguardingEffective: null,
  earlier: null,
  source: { file: 'new.csv', row: 2 },
  ...more,
});

describe('merging inspections', () => {
  it('fills what the first file lacks and keeps what it says, and its evidence', () => {
    const first = inspection({ concern: 'SM', judgements: { 'early-years': null, 'sixth-form': 2 } });
    const later = inspection({
      concern: 'none',
      publicationDate: '2024-07-11',
      overallEffectiveness: 3,
      judgements: {
        'early-years': 3,
        'sixth-form': 4,
        'personal-development': 1,
        'quality-of-education': null,
      },
      safeguardingEffective: false,
      earlier: 'none',
      source: { file: 'old.csv', row: 9 },
    });
    expect(mergeInspections([[first], [later]])).toEqual([
      inspection({
        concern: 'SM',
        publicationDate: '2024-07-11',
        overallEffectiveness: 3,
        judgements: {
          'early-years': 3,
          'sixth-form': 2,
          'personal-development': 1,
          'quality-of-education': null,
        },
        safeguardingEffective: false,
        earlier: 'none',
      }),
    ]);
  });

  it('knows the same inspection by number, or by kind and day where a number is missing', () => {
    const numbered = inspection({});
    const unnumbered = inspection({ inspectionNumber: null, overallEffectiveness: 2 });
    expect(mergeInspections([[numbered], [unnumbered]])).toMatchObject([
      { inspectionNumber: '1', overallEffectiveness: 2 },
    ]);
    expect(mergeInspections([[unnumbered], [numbered]])).toMatchObject([
      { inspectionNumber: '1', overallEffectiveness: 2 },
    ]);
    expect(mergeInspections([[numbered, inspection({ kind: 'ungraded' })]])).toMatchObject([
      { kind: 'graded' },
    ]);
  });

  it('keeps apart what differs', () => {
    const apart = [
      inspection({}),
      inspection({ inspectionNumber: '2' }),
      inspection({ inspectionNumber: null, kind: 'ungraded' }),
      inspection({ inspectionNumber: null, startDate: '2024-06-13' }),
      inspection({ urn: '999902' }),
    ];
    expect(mergeInspections([apart, apart])).toEqual(apart);
  });

  it('drops "never graded" where another file shows a grade', () => {
    const entry = (urn: string, file: string) => ({ urn, source: { file, row: 1 } });
    const lists = [[entry('999901', 'a'), entry('999902', 'a')], [entry('999902', 'b')]];
    expect(mergeUninspected(lists, [inspection({})])).toEqual([entry('999902', 'a')]);
    expect(mergeUninspected(lists, [inspection({ kind: 'ungraded' })])).toHaveLength(2);
  });
});
