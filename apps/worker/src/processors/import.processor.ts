import { Injectable, Logger } from '@nestjs/common';
import { SYSTEM } from '../../../../libs/domain/kernel/index.js';
import { ProcessImport } from '../../../../libs/features/imports/index.js';
import type { JobHandler, JobProcessor } from '../../../../libs/platform/queue/index.js';

/** Reads the uploaded file that a job names; the use case counts its own attempts and gives up by itself. */
@Injectable()
export class ImportProcessor implements JobProcessor<'import'> {
  readonly job = 'import';
  private readonly logger = new Logger(ImportProcessor.name);

  constructor(private readonly processImport: ProcessImport) {}

  readonly handle: JobHandler<'import'> = async ({ importId }, { signal }) => {
    const processed = await this.processImport.execute(SYSTEM, { importId, signal });
    if (!processed.ok) {
      this.logger.log(`Import ${importId} is left alone: ${processed.refusal.code}`);
      return;
    }
    const { state, rowCount, storedCount, faultCount } = processed.value;
    this.logger.log(
      `Import ${importId} ${state}: ${String(rowCount)} rows read, ${String(storedCount)} stored, ${String(faultCount)} faults`,
    );
  };
}
