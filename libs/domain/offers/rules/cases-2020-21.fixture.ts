import { anAcademy, aReferral, aTrust, oneSchool, someFacts } from '../offers.fixture.js';
import type { Referral } from '../facts.js';
import type { RuleCase, RuleCases } from './rule-case.fixture.js';

const TRUST = '5001';
type Case = Omit<RuleCase, 'rule' | 'offer'>;

const about = (rule: RuleCase['rule'], cases: readonly Case[]): RuleCases =>
  cases.map((each) => ({ ...each, rule, offer: '2020-21' }));
const anApplication = (changes: Partial<Referral> = {}): Referral =>
  aReferral({ decidedOn: '2021-01-18', decidedBy: 'regional team', ...changes });
const applied = (...applications: readonly Referral[]): RuleCase['facts'] => oneSchool([], { applications });
const ofTrust = (...applications: readonly Referral[]): RuleCase['facts'] =>
  someFacts({ schools: [anAcademy('100001', TRUST)], trusts: [aTrust(TRUST)], applications });

export const CASES_2020_21: RuleCases = about('application-accepted', [
  { title: 'accepted', answer: 'yes', facts: applied(anApplication()) },
  {
    title: 'accepted on the as-of date',
    answer: 'yes',
    facts: applied(anApplication({ decidedOn: '2021-08-31' })),
  },
  {
    title: 'of a trust, accepted',
    answer: 'yes',
    facts: ofTrust(anApplication({ subjectKind: 'trust', subjectId: TRUST })),
    subject: `trust-${TRUST}`,
  },
  { title: 'declined', answer: 'no', facts: applied(anApplication({ decision: 'declined' })) },
  { title: 'nobody applied', answer: 'no', facts: applied() },
  { title: 'another school applied', answer: 'no', facts: applied(anApplication({ subjectId: '100002' })) },
  {
    title: "its trust's application is not its own",
    answer: 'no',
    facts: ofTrust(anApplication({ subjectKind: 'trust', subjectId: TRUST })),
  },
  {
    title: 'a referral is no application',
    answer: 'no',
    facts: oneSchool([], { applications: [], referrals: [anApplication()] }),
  },
  {
    title: 'no list of applications',
    answer: 'undetermined',
    missing: ['applications-list'],
    facts: oneSchool([]),
  },
  {
    title: 'no list of applications, of a trust',
    answer: 'undetermined',
    missing: ['applications-list'],
    facts: { ...ofTrust(), applications: null },
    subject: `trust-${TRUST}`,
  },
  {
    title: 'not yet decided',
    answer: 'undetermined',
    missing: ['application-decision'],
    facts: applied(anApplication({ decision: 'pending', decidedOn: null })),
  },
  {
    title: 'accepted only after the as-of date',
    answer: 'undetermined',
    missing: ['application-decision'],
    facts: applied(anApplication({ decidedOn: '2021-09-01' })),
  },
]);
