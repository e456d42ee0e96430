// as libs/domain/ledger/a.ts breaks no-restricted-syntax
export const now = Date.now();
