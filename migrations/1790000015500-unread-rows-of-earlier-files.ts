import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of files stored before rows that could not be read were kept, the rows are known by their faults, and whom they are about is
 * not: they count as being about nobody that can be named, which every assessment tells, until the file is imported again.
 * A second row about the same subject lost nothing.
 */
export class UnreadRowsOfEarlierFiles1790000015500 implements MigrationInterface {
  name = 'UnreadRowsOfEarlierFiles1790000015500';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      INSERT INTO import_unread (import_id, n, row_number)
      SELECT lost.import_id, row_number() OVER (PARTITION BY lost.import_id ORDER BY lost.row_number), lost.row_number
        FROM (
          SELECT DISTINCT f.import_id, f.row_number FROM import_fault f JOIN import i ON i.id = f.import_id
           WHERE i.state IN ('imported','undoing') AND f.row_number IS NOT NULL
             AND i.kind IN ('schools','inspections','groups','group-links','school-links','2ri-plus','referrals',
               'below-floor','applications')
             AND (f.effect = 'row-refused' AND f.code <> 'duplicate-key'
               OR i.kind = 'inspections' AND f.effect = 'value-ignored' AND f.code = 'bad-date')) AS lost
       WHERE NOT EXISTS (SELECT 1 FROM import_unread u WHERE u.import_id = lost.import_id)`);
  }

  /** What was added cannot be told from what reading kept, says nothing untrue, and goes with the table. */
  async down(): Promise<void> {
    await Promise.resolve();
  }
}
