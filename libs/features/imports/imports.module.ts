import { Module } from '@nestjs/common';
import { ImporterRegistry } from './importer.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsRepository } from './imports.repository.js';
import { ProcessImport } from './process-import.use-case.js';
import { ReceiveImport } from './receive-import.use-case.js';

const DOOR = [ImporterRegistry, ImportsQueries, ProcessImport, ReceiveImport];

/** Files that people hand in. Needs the global `DatabaseModule`; other features register their importers here. */
@Module({ providers: [...DOOR, ImportsRepository], exports: DOOR })
export class ImportsModule {}
