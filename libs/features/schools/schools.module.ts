import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/index.js';
import { SchoolPlacesQueries } from './school-places.queries.js';
import { SchoolsImporter } from './schools.importer.js';
import { SchoolsQueries } from './schools.queries.js';

/** Schools, trusts and inspections. Needs the global `DatabaseModule`. */
@Module({
  imports: [ImportsModule],
  providers: [SchoolsImporter, SchoolsQueries, SchoolPlacesQueries],
  exports: [SchoolsQueries, SchoolPlacesQueries],
})
export class SchoolsModule {}
