import { offerPolicy } from './offer-policy.js';
import { DEFAULT_OFFER_SETTINGS, parseOfferSettings, priorityNames } from './offer-settings.js';

const POLICY = offerPolicy('2019-20');
const parse = (given: Readonly<Record<string, unknown>>) =>
  parseOfferSettings(POLICY, {
    priorities: given['priorities'],
    contactOrder: given['contactOrder'],
    inspectionsReach: given['inspectionsReach'],
    beforeAllocation: given['beforeAllocation'],
    answerWorkingDays: given['answerWorkingDays'],
    secondApproval: given['secondApproval'],
    dayRatePence: given['dayRatePence'],
  });

describe('the settings of an offer', () => {
  it('are its defaults where nothing is given', () => {
    expect(parse({})).toEqual({ ok: true, value: DEFAULT_OFFER_SETTINGS });
  });

  it('name criteria and tiers of this offer', () => {
    expect(priorityNames(POLICY)).toContain('ri-on-entry');
    expect(priorityNames(POLICY)).toContain('tier-3');
    expect(priorityNames(offerPolicy('2024-25'))).not.toContain('tier-3');
  });

  it('are taken as given', () => {
    const value = {
      priorities: { 'tier-1': 1, 'ri-on-entry': 2 },
      contactOrder: ['diocese', 'local-authority'],
      inspectionsReach: '2020-06-30',
      beforeAllocation: ['conflict-check'],
      answerWorkingDays: 10,
      secondApproval: true,
      dayRatePence: 45_050,
    };
    expect(parse(value)).toEqual({ ok: true, value });
  });

  it('are refused with every fault and its place', () => {
    const refused = parse({
      priorities: { 'tier-9': 1, 'tier-1': 0, 'tier/2~': 1 },
      contactOrder: ['school', 'school'],
      inspectionsReach: '2020-02-30',
      beforeAllocation: 'contact',
      answerWorkingDays: 0,
      secondApproval: 'yes',
      dayRatePence: 45_051,
    });
    const faults = refused.ok ? [] : (refused.refusal.facts['faults'] as readonly { pointer: string }[]);
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/priorities/tier-9',
      '/priorities/tier-1',
      '/priorities/tier~12~0',
      '/contactOrder',
      '/inspectionsReach',
      '/beforeAllocation',
      '/answerWorkingDays',
      '/secondApproval',
      '/dayRatePence',
    ]);
  });

  it.each([-2, 0.5, 1_000_002, '60000'])('know no day rate of %p pence', (dayRatePence) => {
    expect(parse({ dayRatePence }).ok).toBe(false);
  });
});
