// as libs/features/runs/create-run.use-case.ts breaks no-restricted-syntax
export async function count(db: { query(sql: string): Promise<unknown> }): Promise<unknown> {
  return db.query('SELECT count(*) FROM run');
}
