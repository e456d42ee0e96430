import type { Decision, RuleFinding } from '../domain/offers/index.js';
import { whyDecision, whyFinding } from './why-decision.js';

const DECISION: Decision = {
  offer: '2019-20',
  asOf: '2020-08-31',
  subjectKind: 'school',
  subjectId: '990025',
  name: 'Aire Street Primary School',
  eligible: 'no',
  criterion: null,
  tier: null,
  priority: null,
  unit: null,
  supportedId: null,
  caseId: null,
  halfDays: null,
  contacts: [],
  contactBy: null,
  extras: [],
  missing: [],
  evidence: [],
  findings: [],
};
const found = (
  rule: string,
  answer: RuleFinding['answer'],
  facts: RuleFinding['facts'] = {},
  missing: readonly string[] = [],
): RuleFinding => ({ rule, answer, facts, missing, evidence: [] });
const RI = { inspectionStart: '2018-05-15', overallEffectiveness: 3 } as const;

describe('why a decision', () => {
  it('says where the guidance can be read in two ways', () => {
    const why = (criterion: string): string =>
      whyDecision({ ...DECISION, offer: '2018-19', eligible: 'yes', criterion, halfDays: 6 });
    const twoWays = /can be read in two ways: we take it for every school that requires improvement/;
    expect(why('ri-on-entry')).toMatch(twoWays);
    expect(why('ri-during-year')).toMatch(twoWays);
    expect(why('below-floor-list')).not.toMatch(twoWays);
    expect(whyDecision({ ...DECISION, eligible: 'yes', criterion: 'ri-on-entry' })).not.toMatch(twoWays);
  });

  it('names criterion, tier and days of a yes', () => {
    const decision: Decision = {
      ...DECISION,
      eligible: 'yes',
      criterion: 'ri-on-entry',
      tier: 2,
      halfDays: 6,
      findings: [
        found('school-open', 'yes'),
        found('ri-on-entry', 'yes', RI),
        found('inspection-in-window', 'no'),
        found('tier-three-never-above-ri', 'no'),
        found('tier-two-consecutive-ri', 'yes', {
          ...RI,
          earlierInspectionStart: '2015-03-04',
          earlierOverallEffectiveness: 3,
        }),
      ],
    };
    expect(whyDecision(decision)).toBe(
      'The school entered the year with requires improvement: the inspection of 15 May 2018 graded overall ' +
        'effectiveness requires improvement. Tier 2: it requires improvement for the second time running: the ' +
        'inspection of 15 May 2018, and before it the inspection of 4 March 2015 (requires improvement). Up to ' +
        '3 days of support.',
    );
  });

  it('says what could still change a yes', () => {
    const missing = ['judgements-since-2005'];
    const decision: Decision = { ...DECISION, eligible: 'yes', halfDays: 6, missing };
    expect(whyDecision(decision)).toBe(
      'Up to 3 days of support. The files lack all judgements since 2005, so the terms of the support may ' +
        'still change.',
    );
  });

  it('names each obstacle of a no once, and none of the rules that say yes', () => {
    const findings = [
      found('school-open', 'yes'),
      found('ri-on-entry', 'no', { inspectionStart: '2018-05-15', overallEffectiveness: 2 }),
      found('inspection-in-window', 'no', { windowFrom: '2019-09-01', windowTo: '2020-08-31' }),
      found('inspection-in-window', 'no', { windowFrom: '2019-09-01', windowTo: '2020-08-31' }),
      found('single-ri', 'no'),
    ];
    expect(whyDecision({ ...DECISION, findings })).toBe(
      'Not eligible. The school did not enter the year with requires improvement: the inspection of 15 May 2018 ' +
        'graded overall effectiveness good. No graded inspection began in the period of the offer (from ' +
        '1 September 2019 to 31 August 2020).',
    );
  });

  it('names what the files lack of an undetermined one', () => {
    const decision: Decision = {
      ...DECISION,
      eligible: 'undetermined',
      missing: ['earlier-judgement', 'publication-date'],
      findings: [found('ri-on-entry', 'undetermined', {}, ['earlier-judgement'])],
    };
    expect(whyDecision(decision)).toBe(
      'Cannot be decided from the given files, which lack the judgement before the oldest one given and the date ' +
        'on which a report was published.',
    );
  });

  it('tells a predecessor’s inspection as such', () => {
    const findings = [found('ri-on-entry', 'yes', { ...RI, predecessorUrn: '990801' })];
    const decision: Decision = { ...DECISION, eligible: 'yes', criterion: 'ri-on-entry', findings };
    expect(whyDecision(decision)).toContain('(of the school it replaced, URN 990801)');
  });

  it('of a school off the 2RI+ list says whether there was a list at all', () => {
    const off = (listGiven: boolean) =>
      whyFinding({
        ...{ rule: 'two-ri-plus-list', answer: 'no', missing: [], evidence: [] },
        facts: { listGiven, onList: false },
      });
    expect(off(true)).toBe('The school is not on the list of the former 2RI+ policy.');
    expect(off(false)).toMatch(/^No list of the former 2RI\+ policy was given, but /);
  });
});
