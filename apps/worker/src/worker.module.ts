import { type DynamicModule, Module } from '@nestjs/common';
import { BudgetsModule } from '../../../libs/features/budgets/index.js';
import { DeliveryModule } from '../../../libs/features/delivery/index.js';
import { ImportsModule } from '../../../libs/features/imports/index.js';
import { MatchesModule } from '../../../libs/features/matches/index.js';
import {
  DeliverMessage,
  MessagesModule,
  NotifyPost,
  OutboxPost,
} from '../../../libs/features/messages/index.js';
import { OffersModule } from '../../../libs/features/offers/index.js';
import { RunsModule } from '../../../libs/features/runs/index.js';
import { SchoolsModule } from '../../../libs/features/schools/index.js';
import { SurveyModule } from '../../../libs/features/survey/index.js';
import { Database, DatabaseModule } from '../../../libs/platform/database/index.js';
import type { AnyJobProcessor } from '../../../libs/platform/queue/index.js';
import { SolverPool } from '../../../libs/solving/index.js';
import { AssessmentProcessor } from './processors/assessment.processor.js';
import { EffectPool, EffectProcessor } from './processors/effect.processor.js';
import { ImportProcessor } from './processors/import.processor.js';
import { MessageProcessor } from './processors/message.processor.js';
import { RunEndings } from './processors/run-endings.js';
import { RunProcessor } from './processors/run.processor.js';
import { PeriodicWork } from './periodic-work.js';
import { WORKER_ENTITIES } from './worker-entities.js';
import { JOB_PROCESSORS, WORKER_SETTINGS, WorkerService, type WorkerSettings } from './worker.service.js';

/** One for each queue. */
const PROCESSORS = [RunProcessor, ImportProcessor, AssessmentProcessor, EffectProcessor, MessageProcessor];

/** All that bring an importer, among others: the worker reads the files. */
export const WORKER_FEATURES = [
  ...[ImportsModule, SchoolsModule, SurveyModule, OffersModule],
  ...[BudgetsModule, MatchesModule, DeliveryModule, RunsModule, MessagesModule],
];

/** The queue's face: processors, relay and reconciler, over the same use cases as the API. */
@Module({})
export class WorkerModule {
  static forRoot(settings: WorkerSettings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.databaseUrl,
          entities: WORKER_ENTITIES,
          applicationName: 'leader-match worker',
        }),
        ...WORKER_FEATURES,
      ],
      providers: [
        { provide: WORKER_SETTINGS, useValue: settings },
        {
          provide: SolverPool,
          useFactory: (): SolverPool => solverPool(settings),
        },
        { provide: EffectPool, useFactory: (): EffectPool => new EffectPool({ maxThreads: 1 }) },
        { provide: DeliverMessage, useFactory: deliverMessage(settings), inject: [Database] },
        RunEndings,
        PeriodicWork,
        ...PROCESSORS,
        {
          provide: JOB_PROCESSORS,
          useFactory: (...processors: AnyJobProcessor[]) => processors,
          inject: PROCESSORS,
        },
        WorkerService,
      ],
    };
  }
}

function solverPool({ concurrency, solverThreads }: WorkerSettings): SolverPool {
  return new SolverPool({
    maxThreads: concurrency,
    ...(solverThreads === undefined ? {} : { threadsPerRun: solverThreads }),
  });
}

function deliverMessage({ notify, publicUrl }: WorkerSettings): (database: Database) => DeliverMessage {
  const post = notify === undefined ? new OutboxPost() : new NotifyPost(notify);
  return (database) => new DeliverMessage(database, post, publicUrl);
}
