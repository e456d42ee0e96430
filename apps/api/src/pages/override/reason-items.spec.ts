import { refusalMeant, rulesLeft, shownRefusal } from './reason-items.js';

const GIVEN = { reasonCode: 'other', reason: 'Because' };

it.each([
  ['reason-code-unknown', 'reasonCode', { ...GIVEN, reasonCode: '' }, 'Choose why you make this change.'],
  ['reason-needed', 'reason', { ...GIVEN, reason: '' }, 'Say in your own words why you make this change.'],
  ['reason-too-long', 'reason', GIVEN, 'The reason is too long: at most 1000 characters.'],
])('tells %s beside its field, and leads there', (code, field, given, text) => {
  expect(shownRefusal({ code, facts: { limit: 1000 } }, given, '#decide')).toEqual({
    refusal: [{ text, href: `#${field}` }],
    faults: { [field]: { text } },
  });
});

it('tells all that the reason lacks at once', () => {
  const refusal = { code: 'reason-code-unknown', facts: {} };
  const { refusal: told, faults } = shownRefusal(refusal, { reasonCode: '', reason: ' ' });
  expect(told?.map(({ href }) => href)).toEqual(['#reasonCode', '#reason']);
  expect(Object.keys(faults)).toEqual(['reasonCode', 'reason']);
});

it('tells anything else above the page alone', () => {
  const refusal = { code: 'unknown-effect', facts: {} };
  expect(shownRefusal(refusal, GIVEN, '#decide')).toEqual({
    refusal: [{ text: 'There is no such answer of the planner.', href: '#decide' }],
    faults: {},
  });
  expect(shownRefusal(refusal).refusal).toEqual([{ text: 'There is no such answer of the planner.' }]);
  expect(shownRefusal(undefined)).toEqual({ refusal: null, faults: {} });
});

describe('rules that are set aside by a tick each', () => {
  const rules = [{ code: 'outside-travel-limit' }, { code: 'phase-not-offered' }];
  const overtaken = { code: 'overtaken', facts: {} };
  const ticked = (...overrule: string[]) => ({ answer: { overrule, tag: 't' }, tag: 't', rules });

  it('a missing tick is not a change by somebody else, and is told beside its field with all else that lacks', () => {
    const missed = ticked('outside-travel-limit');
    expect(rulesLeft(missed)).toBe(true);
    const meant = refusalMeant(overtaken, missed);
    expect(meant.code).toBe('overrule-needed');
    const { refusal, faults } = shownRefusal(meant, { ...GIVEN, reason: '' }, '#decide', true);
    expect(refusal?.map(({ href }) => href)).toEqual(['#overrule', '#reason']);
    expect(faults['overrule']?.text).toBe(
      'Tick each rule that is set aside, or go back and choose somebody else.',
    );
  });

  it('what somebody did change is told as that, ticked or not', () => {
    const all = ticked('outside-travel-limit', 'phase-not-offered');
    expect(refusalMeant(overtaken, all)).toBe(overtaken);
    expect(refusalMeant(overtaken, { ...ticked(), tag: 'another' })).toBe(overtaken);
    expect(rulesLeft({ ...ticked(), answer: undefined })).toBe(false);
  });
});
