import { shownRefusal } from './reason-items.js';

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
