import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable, tap } from 'rxjs';
import { assert } from '../../../../libs/domain/kernel/index.js';
import { RecordExport } from '../../../../libs/platform/audit/index.js';
import { valueOf } from './answer.js';
import { BLANK_FORM, EXPORTED, type Exported, type ExportingRequest } from './exports.decorator.js';

/** Gives each route with `@Exports()` the way to note its export, and fails one that answers without having done so. */
@Injectable()
export class ExportInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly recordExport: RecordExport,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const exported = this.reflector.get<Exported | typeof BLANK_FORM | undefined>(
      EXPORTED,
      context.getHandler(),
    );
    if (exported === undefined || exported === BLANK_FORM) return next.handle();
    const request = context.switchToHttp().getRequest<ExportingRequest>();
    let noted = false;
    request.noteExport = async (rows) => {
      const { actor, query } = request;
      assert(actor !== undefined, 'a file is given to somebody who is known');
      valueOf(
        await this.recordExport.execute(actor, {
          ...{ table: exported.table, subjectId: subjectOf(request, exported), rows },
          format: request.path.endsWith('.xlsx') ? 'xlsx' : 'csv',
          purpose: textOf(query['purpose']),
          purposeText: textOf(query['purposeText']),
        }),
      );
      noted = true;
    };
    return next.handle().pipe(
      tap(() => {
        assert(noted, `${exported.table} was given away without a note of it`);
      }),
    );
  }
}

function subjectOf({ params, query }: ExportingRequest, { of = '' }: Exported): string {
  return textOf(params[of]) || textOf(query[of]).slice(0, 100) || 'all';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
