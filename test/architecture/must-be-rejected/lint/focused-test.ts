// as libs/domain/ledger/a.spec.ts breaks jest/no-focused-tests
it.only('hides the others', () => {
  expect(1 + 1).toBe(2);
});
