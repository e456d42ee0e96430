import { Module, type Type } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import { type Actor, type OfferYear, type Outcome } from '../../libs/domain/kernel/index.js';
import { type ImportKind, ProcessImport, ReceiveImport } from '../../libs/features/imports/index.js';
import { Database, DatabaseModule } from '../../libs/platform/database/index.js';
import { openTestDatabase, type TestDatabase } from './database-harness.js';

/** Features wired by Nest as in the service, on a test database of their own. */
export interface TestService {
  readonly database: Database;
  readonly test: TestDatabase;
  get<T>(token: Type<T>): T;
  close(): Promise<void>;
}

export const COORDINATOR: Actor = { id: 'test-coordinator', roles: ['coordinator'] };

const LOGGING = Object.assign(new NestApplicationContextOptions(), { logger: ['error'] as const });

@Module({})
class TestModule {}

export async function openTestService(...features: readonly Type[]): Promise<TestService> {
  const test = await openTestDatabase([]);
  const platform = DatabaseModule.forRoot({
    url: test.urls.app,
    entities: [],
    applicationName: 'leader-match test service',
  });
  const root = { module: TestModule, imports: [platform, ...features] };
  const context = await NestFactory.createApplicationContext(root, LOGGING);
  return {
    database: context.get(Database),
    test,
    get: (token) => context.get(token, { strict: false }),
    close: async () => {
      await context.close();
      await test.close();
    },
  };
}

/** The value of an accepted outcome; a refusal fails the test with its code and facts. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

export interface FileToImport {
  readonly kind: ImportKind;
  readonly offer?: OfferYear;
  readonly name?: string;
  readonly content: string | Uint8Array;
  readonly columnMap?: Readonly<Record<string, string>>;
  readonly force?: boolean;
}

/** Receives a file as an upload would be; the import's id. */
export async function receiveFile(service: TestService, file: FileToImport): Promise<string> {
  const bytes = typeof file.content === 'string' ? Buffer.from(file.content, 'utf8') : file.content;
  const received = await service.get(ReceiveImport).execute(COORDINATOR, {
    kind: file.kind,
    offer: file.offer ?? null,
    fileName: file.name ?? `${file.kind}.csv`,
    content: piecesOf(bytes),
    maxBytes: 200_000_000,
    ...(file.columnMap === undefined ? {} : { columnMap: file.columnMap }),
    acceptRemoval: true,
    ...(file.force === undefined ? {} : { force: file.force }),
  });
  return valueOf(received).importId;
}

/** Receives and processes a file; the import's id and what came of it. */
export async function importFile(
  service: TestService,
  file: FileToImport,
): Promise<{ readonly importId: string; readonly state: string; readonly storedCount: number }> {
  const importId = await receiveFile(service, file);
  const processed = await service.get(ProcessImport).execute({ id: 'system', roles: [] }, { importId });
  return { importId, ...valueOf(processed) };
}

/** In odd pieces, as a network delivers them. */
export async function* piecesOf(bytes: Uint8Array, pieceBytes = 70_001): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield await Promise.resolve(bytes.subarray(start, start + pieceBytes));
  }
}
