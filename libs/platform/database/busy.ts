import { databaseFault } from './database.js';

/** What pg-pool says when every connection stays taken; it has no code. */
const NO_CONNECTION =
  /timeout exceeded when trying to connect|connection terminated due to connection timeout/i;
/** Races lost five times, a lock or a statement that took too long, no room for another connection. */
const BUSY = ['40001', '40P01', '55P03', '57014', '53300'];

/** Whether the database had no time for what was asked: nothing was kept, and it may simply be asked again. */
export function isBusy(error: unknown): boolean {
  const { code } = databaseFault(error);
  if (code !== undefined) return BUSY.includes(code);
  return error instanceof Error && NO_CONNECTION.test(error.message);
}
