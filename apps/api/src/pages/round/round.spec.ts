import type { Refusal } from '../../../../../libs/domain/kernel/index.js';
import {
  DEFAULT_OFFER_SETTINGS,
  offerPolicy,
  parseOfferSettings,
  priorityNames,
} from '../../../../../libs/domain/offers/index.js';
import type { Form } from '../form.js';
import { formOfSettings, roundForm, settingsOfForm } from './round.form.js';
import { presentRoundForm, roundErrors } from './round.presenter.js';

const OFFER = '2019-20';
const POLICY = offerPolicy(OFFER);
const NAMES = priorityNames(POLICY);
const SENT: Form = {
  ...{ version: '3', answerDays: '7', dayRate: '£1,250.50', secondApproval: 'yes' },
  ...{ 'inspectionsReach-day': '8', 'inspectionsReach-month': '2', 'inspectionsReach-year': '2025' },
  ...{ beforeAllocation: ['contact', 'conflict-check'], 'contact-1': 'school', 'contact-3': 'trust' },
  'priority-tier-1': '2',
};
const read = (form: Form) => parseOfferSettings(POLICY, settingsOfForm(roundForm(form, NAMES)));
const refusalOf = (form: Form): Refusal => {
  const outcome = read(form);
  if (outcome.ok) throw new Error('not refused');
  return outcome.refusal;
};

describe('the settings form of an offer', () => {
  it('says what was typed in the terms of the rules', () => {
    expect(read(SENT)).toEqual({
      ok: true,
      value: {
        priorities: { 'tier-1': 2 },
        contactOrder: ['school', 'trust'],
        inspectionsReach: '2025-02-08',
        beforeAllocation: ['contact', 'conflict-check'],
        answerWorkingDays: 7,
        secondApproval: true,
        dayRatePence: 125_050,
      },
    });
  });

  it('comes back as it was saved', () => {
    const form = formOfSettings({ ...DEFAULT_OFFER_SETTINGS, priorities: { 'tier-1': 2 } }, 4);
    expect([form.version, form.dayRate]).toEqual([4, '600']);
    expect(parseOfferSettings(POLICY, settingsOfForm(form))).toEqual({
      ok: true,
      value: { ...DEFAULT_OFFER_SETTINGS, priorities: { 'tier-1': 2 } },
    });
  });

  it.each([
    ['answerDays', { answerDays: '41' }],
    ['answerDays', { answerDays: 'soon' }],
    ['dayRate', { dayRate: '600.55' }],
    ['dayRate', { dayRate: '-1' }],
    ['dayRate', { dayRate: '' }],
    ['inspectionsReach', { 'inspectionsReach-month': '13' }],
    ['beforeAllocation', { beforeAllocation: ['prayer'] }],
    ['contact-1', { 'contact-2': 'school' }],
    ['priority-tier-1', { 'priority-tier-1': '10' }],
  ])('says at %s what is wrong, and keeps what was typed', (field, change) => {
    const sent: Form = { ...SENT, ...change };
    const refusal = refusalOf(sent);
    const errors = roundErrors(refusal);
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(errors[0]?.text).toMatch(/^(Enter|Choose|Name) /);
    const shown = presentRoundForm(OFFER, roundForm(sent, NAMES), refusal);
    expect(Object.keys(shown.errors)).toEqual([field]);
    expect(shown.dayRate).toBe(sent['dayRate']);
  });

  it.each(['99999999999', '1e308', '-1', 'x', ''])('takes %j for a version that nothing has', (version) => {
    expect(roundForm({ ...SENT, version }, NAMES).version).toBe(-1);
  });

  it('says that somebody else was faster', () => {
    const refusal: Refusal = { code: 'overtaken', facts: { offer: OFFER, version: 1, now: 2 } };
    expect(roundErrors(refusal)).toHaveLength(1);
  });

  it('names every criterion and tier of the offer', () => {
    const { priorities } = presentRoundForm(OFFER, formOfSettings(DEFAULT_OFFER_SETTINGS, 0));
    const shown = priorities.map(({ id }) => id);
    expect([...shown].sort()).toEqual(NAMES.map((name) => `priority-${name}`).sort());
    expect(shown.slice(-3)).toEqual(['priority-tier-1', 'priority-tier-2', 'priority-tier-3']);
    expect(priorities.every(({ name }) => /^[A-Z]/.test(name))).toBe(true);
  });
});
