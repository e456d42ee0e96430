// as libs/domain/planning/a.ts breaks no-restricted-syntax
export const draw = Math.random();
