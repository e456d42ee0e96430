import type { EntityManager } from 'typeorm';
import { accepted, parseIsoDate, refused, type IsoDate, type Outcome } from '../../domain/kernel/index.js';
import { today } from './case-work.repository.js';

/** A day that has come, by the database's clock; today where none is given. */
export async function pastDay(
  manager: EntityManager,
  given: string | undefined,
): Promise<Outcome<IsoDate, 'bad-date' | 'date-in-future'>> {
  const now = await today(manager);
  if (given === undefined) return accepted(now);
  const day = parseIsoDate(given);
  if (day === undefined) return refused('bad-date', { date: given });
  return day > now ? refused('date-in-future', { date: day, today: now }) : accepted(day);
}

const TEXT_LENGTH = 2000;

/** A reason is always asked for where a person overrules what the files say. */
export function givenReason(text: string | undefined): Outcome<string, 'reason-needed' | 'reason-too-long'> {
  const reason = cleanText(text);
  if (reason === '') return refused('reason-needed');
  return reason.length > TEXT_LENGTH ? refused('reason-too-long', { limit: TEXT_LENGTH }) : accepted(reason);
}

/** Without the character NUL, which PostgreSQL does not take. */
export function cleanText(text: string | undefined): string {
  return (text ?? '').replaceAll('\u0000', '').trim();
}
