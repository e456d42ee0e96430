// as apps/api/src/a.ts breaks no-restricted-syntax
export const port = process.env['PORT'];
