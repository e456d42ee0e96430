import { assess } from './assess.js';
import type { Grade, InspectionFacts, SchoolFacts } from './facts.js';
import { aMembership, anAcademy, anInspection, aSchool } from './offers.fixture.js';

const SCHOOLS = 9_000;
const TRUSTS = 400;

describe('an assessment of a third of England', () => {
  const schools: SchoolFacts[] = [];
  const inspections: InspectionFacts[] = [];
  for (let at = 0; at < SCHOOLS; at += 1) {
    const urn = String(100_000 + at);
    const isAcademy = at % 2 === 0;
    schools.push(isAcademy ? anAcademy(urn, String(5000 + (at % TRUSTS))) : aSchool(urn));
    for (const [age, day] of ['2022-10-04', '2018-05-01', '2014-02-04'].entries()) {
      const grade = (1 + ((Math.floor(at / 2) + age) % 4)) as Grade;
      inspections.push(
        anInspection(urn, day, grade, { publicationDate: day, earlier: age < 2 ? 'listed' : null }),
      );
    }
  }
  const memberships = schools.flatMap(({ urn, trustUid }) =>
    trustUid === null ? [] : [aMembership(trustUid, urn, '2016-01-01')],
  );
  const facts = {
    schools,
    inspections,
    trusts: null,
    memberships,
    links: [],
    twoRiPlus: null,
    referrals: null,
  };

  it('of 9,000 schools and 27,000 inspections holds a decision for each, and one case for each that is supported', () => {
    const { decisions, cases } = assess('2022-23', facts);
    expect(decisions).toHaveLength(SCHOOLS + TRUSTS / 2);
    expect(new Set(cases.map(({ caseId }) => caseId)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThan(1000);
  });
});
