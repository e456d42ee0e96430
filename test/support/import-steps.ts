import { type Outcome, SYSTEM } from '../../libs/domain/kernel/index.js';
import {
  ConfirmImport,
  type ImportSummary,
  ImportsQueries,
  ProcessImport,
  ReceiveImport,
  type ReceiveImportInput,
} from '../../libs/features/imports/index.js';
import { COORDINATOR, piecesOf, type TestService, valueOf } from './service-harness.js';

/** A file of the toy importer on its way, step by step. Files are of places and to be reviewed unless they say otherwise. */
export class ImportSteps {
  constructor(private readonly service: TestService) {}

  readonly process = (importId: string) => this.service.get(ProcessImport).execute(SYSTEM, { importId });

  readonly one = (importId: string): Promise<ImportSummary | undefined> =>
    this.service.get(ImportsQueries).one(importId);

  readonly confirm = (importId: string, version?: number) =>
    this.service
      .get(ConfirmImport)
      .execute(COORDINATOR, { importId, ...(version === undefined ? {} : { version }) });

  readonly accept = (importId: string) =>
    this.service.get(ConfirmImport).execute(COORDINATOR, { importId, acceptRemoval: true });

  readonly receive = async (content: string, changes: Partial<ReceiveImportInput> = {}): Promise<string> => {
    const received = await this.service.get(ReceiveImport).execute(COORDINATOR, {
      ...{ kind: 'places', offer: null, fileName: 'p.csv', content: piecesOf(Buffer.from(content)) },
      ...{ maxBytes: 1_000_000, review: true, ...changes },
    });
    return valueOf(received).importId;
  };

  /** Received, and read. */
  readonly previewed = async (
    content: string,
    changes: Partial<ReceiveImportInput> = {},
  ): Promise<string> => {
    const importId = await this.receive(content, changes);
    valueOf(await this.process(importId));
    return importId;
  };

  /** `YO1 a, YO2 b`: outcodes with their notes. */
  readonly stored = async (): Promise<string> => {
    const rows = await this.service.database.manager.query<{ text: string }[]>(
      `SELECT outcode || COALESCE(' ' || (facts->>'note'), '') AS text FROM place ORDER BY outcode`,
    );
    return rows.map(({ text }) => text).join(', ');
  };
}

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'accepted' : outcome.refusal.code);
