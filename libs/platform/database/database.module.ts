import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type DataSourceSettings } from './data-source.js';
import { Database } from './database.js';

/** The data source and `Database`, for every feature of a service process. */
@Global()
@Module({})
export class DatabaseModule {
  /** `settings.entities`: the entity classes of the platform rooms and features that the process uses. */
  static forRoot(settings: DataSourceSettings): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(settings), retryAttempts: 5, retryDelay: 1000 }),
      ],
      providers: [
        {
          provide: Database,
          useFactory: (dataSource: DataSource): Database => new Database(dataSource),
          inject: [DataSource],
        },
      ],
      exports: [Database, TypeOrmModule],
    };
  }
}
