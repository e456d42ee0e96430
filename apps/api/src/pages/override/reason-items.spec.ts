import { shownRefusal } from './reason-items.js';

it.each([
  ['reason-code-unknown', 'reasonCode', 'Choose why you make this change.'],
  ['reason-needed', 'reason', 'Say in your own words why you make this change.'],
  ['reason-too-long', 'reason', 'The reason is too long: at most 1000 characters.'],
])('tells %s beside its field, and leads there', (code, field, text) => {
  expect(shownRefusal({ code, facts: { limit: 1000 } }, '#decide')).toEqual({
    refusal: [{ text, href: `#${field}` }],
    faults: { [field]: { text } },
  });
});

it('tells anything else above the page alone', () => {
  const refusal = { code: 'unknown-effect', facts: {} };
  expect(shownRefusal(refusal, '#decide')).toEqual({
    refusal: [{ text: 'There is no such answer of the planner.', href: '#decide' }],
    faults: {},
  });
  expect(shownRefusal(refusal).refusal).toEqual([{ text: 'There is no such answer of the planner.' }]);
  expect(shownRefusal(undefined)).toEqual({ refusal: null, faults: {} });
});
