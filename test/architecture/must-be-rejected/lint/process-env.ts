// as libs/features/runs/a.ts breaks no-restricted-syntax
export const port = process.env['PORT'];
