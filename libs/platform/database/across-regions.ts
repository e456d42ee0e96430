import type { EntityManager } from 'typeorm';

/**
 * For what a change in one region is weighed against: within `reads` the rows of every region are there, and after it only
 * those of the actor again. `reads` writes nothing, and who calls it shows none of these rows to the actor.
 */
export async function acrossRegions<T>(manager: EntityManager, reads: () => Promise<T>): Promise<T> {
  const [{ regions } = { regions: null }] = await manager.query<{ regions: string | null }[]>(
    `SELECT current_setting('app.regions', true) AS regions`,
  );
  if (regions === null || regions === '') return reads();
  const limitTo = (names: string): Promise<unknown> =>
    manager.query(`SELECT set_config('app.regions', $1, true)`, [names]);
  await limitTo('');
  const result = await reads(); // a throw rolls the transaction back, and the setting with it
  await limitTo(regions);
  return result;
}
