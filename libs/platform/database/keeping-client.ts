import pg from 'pg';
import { StatementNames } from './statement-names.js';

const MOST_NAMES = 1_000;
const FEATURE_NOT_SUPPORTED = '0A000';

const names = new StatementNames(MOST_NAMES);

/**
 * A connection that has a statement parsed once and keeps it: behind row policies, planning takes several times as long as
 * what is planned. PostgreSQL plans a kept statement afresh five times, then only where that promises to pay, and again
 * when its tables or their statistics have changed. Statements without parameters are sent as they are.
 */
export class KeepingClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this);
    const sendOrKeep = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
      this.holdUntilAllIsAsked();
      const kept = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? text : undefined;
      const name = kept === undefined ? undefined : names.nameOf(kept);
      if (kept === undefined || name === undefined) return Reflect.apply(send, this, [text, values, ...rest]);
      const answer: unknown = Reflect.apply(send, this, [{ name, text: kept, values }, ...rest]);
      if (answer instanceof Promise) {
        answer.catch((error: unknown) => {
          if (isOutgrown(error)) names.rename(kept);
        });
      }
      return answer;
    };
    Object.defineProperty(this, 'query', { value: sendOrKeep });
  }

  /** What is asked for in one go leaves in one piece. */
  private holdUntilAllIsAsked(): void {
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => {
      stream.uncork();
    });
  }
}

/** Whether a kept statement has become another, because a migration changed the type of a column meanwhile. */
export function isOutgrown(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== FEATURE_NOT_SUPPORTED) return false;
  return error.message === 'cached plan must not change result type';
}
