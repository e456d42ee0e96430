import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SYSTEM } from '../../../libs/domain/kernel/index.js';
import { RemindOfSignOffs } from '../../../libs/features/delivery/index.js';
import { LapseMatches, WriteReminders } from '../../../libs/features/matches/index.js';
import { PurgeEffects } from '../../../libs/features/runs/index.js';
import { Repeater } from '../../../libs/platform/queue/index.js';

const EVERY_MS = 60_000;

/** What falls due by the calendar: every worker looks once a minute, and the database decides whose turn it is. */
@Injectable()
export class PeriodicWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PeriodicWork.name);
  private readonly repeater = new Repeater(
    EVERY_MS,
    [
      () => this.lapse(),
      () => this.writeReminders.execute(SYSTEM),
      () => this.remindOfSignOffs.execute(SYSTEM),
      () => this.purgeEffects.execute(SYSTEM),
    ],
    (error) => {
      this.logger.warn(error.message);
    },
  );

  constructor(
    private readonly lapseMatches: LapseMatches,
    private readonly writeReminders: WriteReminders,
    private readonly remindOfSignOffs: RemindOfSignOffs,
    private readonly purgeEffects: PurgeEffects,
  ) {}

  onApplicationBootstrap(): void {
    this.repeater.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.repeater.stop();
  }

  private async lapse(): Promise<void> {
    const lapsed = await this.lapseMatches.execute(SYSTEM);
    if (lapsed.ok && lapsed.value > 0) this.logger.log(`${String(lapsed.value)} matches lapsed`);
  }
}
