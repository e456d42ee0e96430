// as libs/domain/ledger/a.spec.ts breaks jest/no-disabled-tests
it.skip('sleeps', () => {
  expect(1 + 1).toBe(2);
});
