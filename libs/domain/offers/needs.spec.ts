import type { ExpertiseCode } from '../kernel/index.js';
import { assess } from './assess.js';
import type { InspectionFacts } from './facts.js';
import { anAcademy, anInspection, oneSchool, someFacts } from './offers.fixture.js';

const URN = '100001';
const RI = anInspection(URN, '2022-03-01', 3);
const needs = (
  changes: Partial<InspectionFacts>,
  offer: Parameters<typeof assess>[0] = '2024-25',
): readonly ExpertiseCode[] | undefined => {
  const day = offer === '2018-19' ? '2018-11-06' : '2024-11-05';
  const deciding = anInspection(URN, day, offer === '2018-19' ? 3 : 'not-judged', changes);
  const facts = oneSchool([{ ...RI, startDate: '2016-03-01', publicationDate: '2016-04-01' }, deciding], {
    belowFloor: [],
  });
  return assess(offer, facts).cases[0]?.needs;
};

describe('the needs of a case', () => {
  it.each([
    ['quality-of-education', 3],
    ['leadership-and-management', 3],
  ] as const)('are the areas judged 3 or 4: %s', (area, grade) => {
    expect(needs({ judgements: { [area]: grade, 'behaviour-and-attitudes': 2 } })).toEqual([area].toSorted());
  });

  it('leave out what was judged good, is not applicable or is in no file', () => {
    const judgements = {
      'leadership-and-management': 3,
      'quality-of-education': 2,
      'sixth-form': null,
    } as const;
    expect(needs({ judgements })).toEqual(['leadership-and-management']);
  });

  it('are every area in the order of the code list', () => {
    const judgements = {
      'sixth-form': 4,
      'early-years': 3,
      'personal-development': 3,
      'behaviour-and-attitudes': 4,
      'quality-of-education': 3,
      'leadership-and-management': 3,
    } as const;
    expect(needs({ judgements })).toEqual([
      'leadership-and-management',
      'quality-of-education',
      'behaviour-and-attitudes',
      'personal-development',
      'early-years',
      'sixth-form',
    ]);
  });

  it('are the same for an inspection before September 2019, whose areas had other names', () => {
    const judgements = {
      'quality-of-education': 3,
      'behaviour-and-attitudes': 3,
      'personal-development': 3,
    } as const;
    expect(needs({ judgements }, '2018-19')).toEqual([
      'quality-of-education',
      'behaviour-and-attitudes',
      'personal-development',
    ]);
  });

  it('name safeguarding where it was found ineffective, and only there', () => {
    const judgements = { 'leadership-and-management': 3 } as const;
    expect(needs({ judgements, concern: 'SM', safeguardingEffective: false })).toContain('safeguarding');
    expect(needs({ judgements, safeguardingEffective: true })).not.toContain('safeguarding');
    expect(needs({ judgements, safeguardingEffective: null })).not.toContain('safeguarding');
  });

  it.each([
    ['SM', ['leadership-and-management', 'quality-of-education']],
    ['SWK', ['quality-of-education']],
    ['NTI', ['quality-of-education']],
    ['RSI', ['quality-of-education']],
  ] as const)('of a school in the category %s are known without its judgements', (concern, expected) => {
    expect(needs({ concern })).toEqual(expected);
  });

  it('go by the judgement rather than by the category where the file gives both', () => {
    const judgements = { 'quality-of-education': 2, 'leadership-and-management': 4 } as const;
    expect(needs({ concern: 'SM', judgements })).toEqual(['leadership-and-management']);
  });

  it('of a trust are those of all its eligible schools', () => {
    const inspections = [
      anInspection(URN, '2024-11-05', 'not-judged', { concern: 'SM' }),
      anInspection('100002', '2024-11-12', 'not-judged', {
        concern: 'RSI',
        judgements: { 'early-years': 3 },
      }),
    ];
    const facts = someFacts({ schools: [anAcademy(URN, '5001'), anAcademy('100002', '5001')], inspections });
    expect(assess('2024-25', facts).cases[0]?.needs).toEqual([
      'leadership-and-management',
      'quality-of-education',
      'early-years',
    ]);
  });
});
