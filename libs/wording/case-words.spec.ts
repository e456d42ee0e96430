import { CHANGE_REASONS, CONTACT_RULES } from '../domain/offers/index.js';
import { contactProblemSentence, whyChange, whyChangeReason } from './index.js';

const HOLE = /undefined|null|NaN|\[object|\{|\}| {2}|\( |,,/;

describe('sentences about changed decisions', () => {
  it.each(CHANGE_REASONS)('for the reason %s hold without a single fact', (code) => {
    const text = whyChangeReason({ code, facts: {} });
    expect(text).toMatch(/^[A-Z“].{5,}\.$/);
    expect(text).not.toMatch(HOLE);
  });

  it('tell what changed, and each reason once', () => {
    const inspection = {
      code: 'new-inspection',
      facts: {
        inspectionStart: '2024-11-12',
        publicationDate: '2024-12-16',
        overallEffectiveness: 3,
        earlierInspectionStart: null,
      },
    } as const;
    const asOf = { code: 'as-of-changed', facts: { before: '2024-11-30', after: '2025-02-28' } } as const;
    expect(whyChange({ change: 'added', reasons: [inspection, inspection, asOf] })).toBe(
      'Is now eligible. There is a newer inspection, of 12 November 2024, published on 16 December 2024, graded ' +
        'requires improvement. What was published by 28 February 2025 counts, before by 30 November 2024.',
    );
  });

  it.each([
    [
      'grade-changed',
      { inspectionStart: '2024-11-12', judgement: 'concern', before: 'none', after: 'SM' },
      'special measures',
    ],
    ['needs-changed', { added: ['reading'], removed: [] }, 'new: reading'],
    [
      'contacts-changed',
      { before: ['local-authority', 'school'], after: ['trust'] },
      'contact goes to trust',
    ],
    ['days-changed', { before: 20, after: 10 }, 'up to 5 days, before 10 days'],
    [
      'referral-decided',
      { before: 'pending', after: 'declined', decidedOn: '2022-11-10' },
      'declined on 10 November 2022',
    ],
    ['list-changed', { fact: 'onList', before: false, after: true }, 'now on the list'],
    ['list-changed', { fact: 'onList', before: true, after: false }, 'no longer on the list'],
    ['list-changed', { list: 'below-floor', fact: 'onList', after: true }, 'below the floor standards'],
    ['referral-decided', { request: 'application', after: 'accepted' }, 'the application was accepted'],
    [
      'trust-figures-changed',
      { fact: 'schoolsRiOrWorse', before: 1, after: 2 },
      'schools ri or worse: 2, before 1',
    ],
  ] as const)('for %s of %j hold the facts', (code, facts, expected) => {
    expect(whyChangeReason({ code, facts }).toLowerCase()).toContain(expected.toLowerCase());
  });
});

describe('sentences about the record of a case', () => {
  it.each(CONTACT_RULES)('for %s hold without a single fact', (code) => {
    const text = contactProblemSentence({ code, facts: {} });
    expect(text).toMatch(/^[A-Z].{5,}\.$/);
    expect(text).not.toMatch(HOLE);
  });

  it('name parties and days', () => {
    const facts = { party: 'school', contactedOn: '2024-11-04', skipped: ['local-authority', 'diocese'] };
    expect(contactProblemSentence({ code: 'party-before-earlier-step', facts })).toBe(
      'The school was contacted on 4 November 2024 before the local authority and the diocese.',
    );
  });
});
