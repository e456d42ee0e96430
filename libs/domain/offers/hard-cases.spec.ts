import { assess } from './assess.js';
import { HARD_CASES_2024_25 } from './hard-cases-2024-25.fixture.js';
import { HARD_CASES_BEFORE_2022 } from './hard-cases-before-2022.fixture.js';
import { HARD_SCHOOLS_2022_23 } from './hard-schools-2022-23.fixture.js';
import { HARD_TRUSTS_2022_23 } from './hard-trusts-2022-23.fixture.js';

const ALL = [
  ...HARD_CASES_BEFORE_2022,
  ...HARD_SCHOOLS_2022_23,
  ...HARD_TRUSTS_2022_23,
  ...HARD_CASES_2024_25,
];

describe('a history in which the guidance is hard to apply', () => {
  it.each(ALL.map((each) => [`${each.offer}, ${each.title}`, each] as const))('%s', (_, hard) => {
    const { offer, facts, options, subject = 'school-100001', expected } = hard;
    const decision = assess(offer, facts, options).decisions.find(
      ({ subjectKind, subjectId }) => `${subjectKind}-${subjectId}` === subject,
    );
    expect(decision).toMatchObject(expected);
  });

  it('has a title of its own', () => {
    expect(new Set(ALL.map(({ offer, title }) => `${offer} ${title}`)).size).toBe(ALL.length);
  });
});
