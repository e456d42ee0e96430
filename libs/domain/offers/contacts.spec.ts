import { assess } from './assess.js';
import type { ContactParty } from './decision.js';
import type { AssessOptions } from './assess-options.js';
import type { SchoolFacts } from './facts.js';
import { anAcademy, anInspection, aReferral, aReinspection, aSchool, someFacts } from './offers.fixture.js';
import type { OfferYear as Offer } from '../kernel/index.js';
import { termEnd } from './term-dates.js';

const CE = { dioceseCode: 'CE23', dioceseName: 'Diocese of London', religiousCharacter: 'Church of England' };
const RC = { dioceseCode: 'RC11', dioceseName: 'Diocese of Leeds', religiousCharacter: 'Roman Catholic' };
const SAT = { trustFlagCode: '5' };

const contacts = (
  offer: Offer,
  school: SchoolFacts,
  options: AssessOptions = {},
): readonly ContactParty[] => {
  const inspections = [
    anInspection(school.urn, '2018-03-06', 3),
    anInspection(school.urn, '2023-02-07', 3),
    aReinspection(school.urn, '2024-11-05', 3, 3, { concern: 'SM' }),
  ];
  const accepted = [aReferral({ subjectId: school.urn, decidedOn: `${offer.slice(0, 4)}-11-10` })];
  const lists = { referrals: accepted, applications: accepted };
  const { decisions } = assess(offer, someFacts({ schools: [school], inspections, ...lists }), options);
  const found = decisions.find(({ subjectKind }) => subjectKind === 'school');
  return found?.eligible === 'yes' ? found.contacts : [];
};

describe('the order of contacts', () => {
  it.each<[Offer, string, SchoolFacts, ContactParty[]]>([
    ['2022-23', 'maintained', aSchool('100001'), ['local-authority', 'school']],
    ['2022-23', 'maintained, diocesan', aSchool('100001', CE), ['local-authority', 'diocese', 'school']],
    ['2022-23', 'maintained, Catholic', aSchool('100001', RC), ['local-authority', 'diocese', 'school']],
    [
      '2022-23',
      'single-academy trust, diocesan',
      anAcademy('100001', '5001', { ...SAT, ...CE }),
      ['trust', 'school'],
    ],
    ['2024-25', 'maintained', aSchool('100001'), ['local-authority', 'school']],
    [
      '2024-25',
      'maintained, Church of England',
      aSchool('100001', CE),
      ['local-authority', 'diocese', 'school'],
    ],
    ['2024-25', 'maintained, Catholic', aSchool('100001', RC), ['diocese', 'local-authority', 'school']],
    ['2024-25', 'single-academy trust', anAcademy('100001', '5001', SAT), ['trust', 'school']],
    ['2024-25', 'MAT', anAcademy('100001', '5001'), ['trust']],
    ['2024-25', 'MAT, diocesan', anAcademy('100001', '5001', CE), ['diocese', 'trust']],
    ['2019-20', 'maintained, diocesan', aSchool('100001', RC), ['local-authority', 'diocese', 'school']],
    ...(['2018-19', '2020-21', '2021-22'] as const).map(
      (offer): [Offer, string, SchoolFacts, ContactParty[]] => [
        offer,
        'maintained, diocesan, in the general order',
        aSchool('100001', RC),
        ['local-authority', 'diocese', 'school'],
      ],
    ),
    ['2019-20', 'MAT, contacted before its school', anAcademy('100001', '5001'), ['trust', 'school']],
  ])('%s, %s', (offer, _title, school, expected) => {
    expect(contacts(offer, school)).toEqual(expected);
  });

  it('goes to the diocese before a diocesan trust, and to the trust directly otherwise', () => {
    const schools = [anAcademy('100001', '5001', RC), anAcademy('100002', '5002')];
    const inspections = schools.map(({ urn }) => aReinspection(urn, '2024-11-05', 2, 2, { concern: 'SM' }));
    const { decisions } = assess('2024-25', someFacts({ schools, inspections }));
    const trusts = decisions.filter(({ subjectKind }) => subjectKind === 'trust');
    expect(trusts.map((trust) => trust.contacts)).toEqual([['diocese', 'trust'], ['trust']]);
  });

  it.each(['0', '0000', '999', ' ', 'Not applicable'])('knows no diocese by the code "%s"', (dioceseCode) => {
    const school = aSchool('100001', { ...CE, dioceseCode });
    expect(contacts('2024-25', school)).toEqual(['local-authority', 'school']);
  });

  it('can be set, parties left out coming last', () => {
    const contactOrder = ['school', 'diocese'] as const;
    expect(contacts('2024-25', aSchool('100001', RC), { contactOrder })).toEqual([
      'school',
      'diocese',
      'local-authority',
    ]);
  });
});

describe('the end of a term', () => {
  it.each([
    ['2024-09-01', '2024-12-31'],
    ['2024-12-31', '2024-12-31'],
    ['2025-01-01', '2025-03-31'],
    ['2025-03-31', '2025-03-31'],
    ['2025-04-01', '2025-07-31'],
    ['2025-07-31', '2025-07-31'],
    ['2025-08-01', '2025-12-31'],
  ])('of %s is %s', (date, end) => {
    expect(termEnd(date)).toBe(end);
  });

  it("comes from the authority's own dates, else the national ones, else the defaults", () => {
    const terms = { national: ['2024-12-20', '2025-04-11'], byAuthority: { '201': ['2024-12-18'] } };
    expect(termEnd('2024-11-05', terms, '201')).toBe('2024-12-18');
    expect(termEnd('2024-12-19', terms, '201')).toBe('2024-12-20');
    expect(termEnd('2024-11-05', terms, '202')).toBe('2024-12-20');
    expect(termEnd('2025-05-01', terms, null)).toBe('2025-07-31');
    // Another year's dates say nothing about this term.
    expect(termEnd('2022-11-05', terms, '201')).toBe('2022-12-31');
  });
});

describe('the day to contact by', () => {
  const by = (
    offer: Offer,
    day: string,
    publicationDate: string | null,
    options: AssessOptions = {},
  ): unknown => {
    const inspections = [anInspection('100001', day, 3, { publicationDate, concern: 'SM', earlier: 'none' })];
    return assess(offer, someFacts({ schools: [aSchool('100001')], inspections }), options).decisions[0]
      ?.contactBy;
  };

  it('is the end of the term of the publication, not of the inspection', () => {
    expect(by('2022-23', '2022-12-13', '2023-01-20')).toBe('2023-03-31');
    expect(by('2024-25', '2024-11-05', '2024-12-10')).toBe('2024-12-31');
    expect(
      by('2024-25', '2024-11-05', '2024-12-10', { termDates: { byAuthority: { '201': ['2024-12-18'] } } }),
    ).toBe('2024-12-18');
  });

  it('is never before the offer began', () => {
    expect(by('2019-20', '2017-05-02', '2017-06-20')).toBe('2019-12-31');
  });

  it('goes by the start where no file gives the publication', () => {
    expect(by('2022-23', '2022-12-13', null, { asOf: '2023-12-31' })).toBe('2022-12-31');
  });

  it('is null while nothing is decided', () => {
    expect(by('2022-23', '2023-07-04', null)).toBeNull();
  });
});
