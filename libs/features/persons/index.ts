export { ApplyRetention, type Retention } from './apply-retention.use-case.js';
export { ExportPerson, type ExportPersonRefusal, type PersonExport } from './export-person.use-case.js';
export { type Holding, type Person } from './person.js';
export { PersonsModule } from './persons.module.js';
