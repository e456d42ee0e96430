import { Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { accepted, type Facts, type Outcome } from '../../libs/domain/kernel/index.js';
import { readTable, type TableSummary } from '../../libs/platform/files/index.js';
import {
  compareFacts,
  type CompareTask,
  type Comparison,
  ImporterRegistry,
  ImportsModule,
  type Importer,
  type ReadTask,
  type RebuildTask,
  type StoreTally,
  type StoreTask,
} from '../../libs/features/imports/index.js';

const COLUMNS = [
  { key: 'outcode', names: ['outcode'], required: true },
  { key: 'note', names: ['note'] },
] as const;

const plain = (...names: string[]) => names.map((name) => ({ key: name, names: [name] }));

/** Reads and stores a small made-up kind of file, and does what a test wants in between. */
@Injectable()
export class ToyImporter implements Importer, OnModuleInit {
  readonly kinds = ['places', 'survey', 'inspections'] as const;
  readonly profiles = [
    { name: 'places' as const, columns: COLUMNS },
    { name: 'survey' as const, columns: [...COLUMNS, ...plain('answer', 'question')] },
    { name: 'inspections' as const, columns: [...COLUMNS, ...plain('grade', 'lessons', 'rooms', 'pupils')] },
  ];
  readonly rebuildsFrom = () => 'latest' as const;
  /** Called in the transaction once the rows are stored. */
  afterStore: (task: StoreTask) => Promise<void> | void = () => undefined;

  constructor(private readonly registry: ImporterRegistry) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  read({ source, accept, columnMap: map }: ReadTask): Promise<TableSummary> {
    return readTable(source, { columns: COLUMNS, anchor: 'outcode', map }, (row) => {
      const outcode = row.filled('outcode') ?? '';
      if (!/^[A-Z]+\d+$/.test(outcode)) {
        row.refuse('outcode', 'bad-postcode', { allowed: ['YO1'] });
        return undefined;
      }
      return accept({ outcode, note: row.filled('note'), source: { file: row.file, row: row.row } });
    });
  }

  async store(task: StoreTask): Promise<StoreTally> {
    const { manager, importId, fence } = task;
    const stored = await manager.query<{ outcode: string }[]>(
      `INSERT INTO place (outcode, facts, import_id) SELECT row_data->>'outcode', row_data, import_id
       FROM import_stage WHERE import_id = $1 AND fence = $2
       ON CONFLICT ON CONSTRAINT place_pk DO UPDATE SET facts = EXCLUDED.facts, import_id = EXCLUDED.import_id
       RETURNING outcode`,
      [importId, fence],
    );
    await this.afterStore(task);
    return { storedCount: stored.length, faults: [], facts: {} };
  }

  compare(task: CompareTask): Promise<Comparison> {
    return compareFacts(task.manager, task, {
      key: `row_data->>'outcode'`,
      subject: `row_data->>'outcode'`,
      label: `facts->>'note'`,
      stored: `SELECT outcode AS key, outcode AS subject, facts FROM place`,
      isWhole: true,
    });
  }

  async rebuild(task: RebuildTask): Promise<Outcome<Facts>> {
    await task.manager.query('DELETE FROM place');
    for (const file of task.remaining) await this.store({ ...task, ...file });
    return accepted({});
  }
}

@Module({ imports: [ImportsModule], providers: [ToyImporter], exports: [ToyImporter] })
export class ToyModule {}
