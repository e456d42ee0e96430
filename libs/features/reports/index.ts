import { MapOutline } from './map-outline.entity.js';

export { type BackgroundWork, BackgroundWorkQueries, type WorkOfKind } from './background-work.queries.js';
export { CLAIM_COLUMNS } from './claims-file.js';
export { DAYS_COLUMNS, daysLines, STATEMENT_COLUMNS, type DaysLine } from './days-file.js';
export * from './figures.js';
export {
  type ImportedOutline,
  ImportOutlineUseCase,
  type ImportOutlineInput,
} from './import-outline.use-case.js';
export { OutlineQueries } from './outline.queries.js';
export { ReportsModule } from './reports.module.js';
export { type FileFigures, type RoundFigures, RoundFiguresQueries } from './round-figures.queries.js';

/** For the data source of a process that uses this feature. */
export const REPORTS_ENTITIES = [MapOutline] as const;
